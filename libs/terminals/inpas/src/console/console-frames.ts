import type { CleanFrame, DriverSession, ProgramExit } from '@payport/terminals-core';
import { decodeText } from '../code-page.ts';
import { namedFields } from '../parser.ts';
import { RESULT_FILE } from './console-constants.ts';
import type { LeftAnswer } from './console-folder.ts';

const frame = (direction: CleanFrame['direction'], channel: string, atMs: number, text: string, fields: CleanFrame['fields']): CleanFrame => ({
  direction,
  channel,
  atMs,
  bytes: new TextEncoder().encode(text),
  text,
  fields,
  checksumOk: null,
});

/** The command line has amounts and numbers, and never a card. */
export const showStart = (args: readonly string[], atMs: number, session: DriverSession): void =>
  session.frame(frame('outbound', 'argv', atMs, args.join(' '), {}));

export function showExit(exit: ProgramExit | null, atMs: number, session: DriverSession): void {
  const fields = { exitCode: String(exit?.exitCode ?? ''), signal: exit?.signal ?? '' };
  const text = exit === null ? 'still running' : exit.signal === null ? `exit ${exit.exitCode ?? 'unseen'}` : `signal ${exit.signal}`;
  session.frame(frame('inbound', 'exit', atMs, text, fields));
}

/** What a run left, cleaned; of what nobody could read no digit. */
export function showLeft(left: LeftAnswer, atMs: number, session: DriverSession): void {
  const channel = `file:${RESULT_FILE}`;
  if (left.found !== 'answer' && left.found !== 'unreadable') return session.frame(frame('inbound', channel, atMs, left.found, {}));
  const fields = left.found === 'answer' ? namedFields(left.read.kept) : { fault: left.fault };
  session.frame({ ...frame('inbound', channel, atMs, decodeText(left.bytes), fields), bytes: left.bytes });
  if (left.found !== 'answer' || !left.read.fullCardNumber) return;
  session.alert({ kind: 'full_card_number', detail: 'the bank’s program writes whole card numbers' });
}
