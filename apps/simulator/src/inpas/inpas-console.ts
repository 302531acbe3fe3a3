import {
  encodeText,
  FIELD,
  messageOf,
  readRequest,
  replyFields,
  STATUS,
  writeResultFile,
  type RawField,
  type TerminalReply,
  type TerminalRequest,
} from '@payport/terminals-inpas';
import type { ProgramEnd } from '../link/link-protocol.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { Conversation } from '../pinpad/prompt.ts';
import { answerRequest } from './inpas-answers.ts';

/**
 * The program's switches. The first four were seen in the field; what the real program calls the others is not known, and in
 * the gateway a setting.
 */
const FIELD_OF: Readonly<Record<string, number>> = {
  o: FIELD.operation,
  z: FIELD.terminalId,
  a: FIELD.amount,
  c: FIELD.currency,
  s: FIELD.originalAmount,
  h: FIELD.authCode,
  r: FIELD.rrn,
  n: FIELD.transactionId,
  m: FIELD.command,
};
const ARGUMENT = /^-([a-z])(.+)$/;
const EXIT = { approved: 0, refused: 1, wrongArguments: 4, noLink: 13 } as const;

/** Null where the command line is none of this program's. */
export function requestOf(args: readonly string[]): TerminalRequest | null {
  const fields: RawField[] = [];
  for (const argument of args) {
    const [, option = '', value = ''] = ARGUMENT.exec(argument) ?? [];
    const number = FIELD_OF[option];
    if (number === undefined || fields.some((field) => field.number === number)) return null;
    fields.push({ number, value: encodeText(value) });
  }
  const request = readRequest(messageOf(fields).message);
  return request.operation === null ? null : request;
}

const isApproved = ({ status, commandStatus }: TerminalReply): boolean =>
  status === STATUS.approved || status === STATUS.approvedOffline || (status === null && commandStatus === 0);

/** One run of the bank's program DC Console: from its arguments to what it leaves in its folder. */
export async function runConsole(pad: Pinpad, args: readonly string[], conversation: Conversation): Promise<ProgramEnd> {
  const request = requestOf(args);
  if (request === null) return { type: 'exit', exitCode: EXIT.wrongArguments };
  const answer = await answerRequest(pad, request, conversation);
  if (answer.type !== 'reply') return answer.type === 'die' ? { type: 'die' } : { type: 'exit', exitCode: EXIT.noLink };
  const { receipt = null, ...rest } = answer.reply;
  const result = writeResultFile(replyFields(rest));
  return {
    type: 'files',
    result: base64(answer.truncateTo === null ? result : result.subarray(0, answer.truncateTo)),
    slip: receipt === null ? null : base64(encodeText(receipt)),
    exitCode: isApproved(answer.reply) ? EXIT.approved : EXIT.refused,
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
