import { NO_WIRES } from '@payport/terminals-core';
import { ManualClock, ScriptedProgramHost, SeededRandom, type RunScript, type ScriptedFolder } from '@payport/testing';
import { encodeText } from '../code-page.ts';
import { RECEIPT_FILE, RESULT_FILE } from '../console/console-constants.ts';
import { writeResultFile } from '../console/result-file.ts';
import { InpasDriver } from '../driver.ts';
import { inpasSettings, type InpasSettings } from '../settings.ts';
import { replyFields, type TerminalReply } from '../terminal-messages.ts';
import { approvalOf, RecordedSession, TID } from './bench.ts';

export const FOLDER = '/opt/dc';
export const PROGRAM = 'DC Console.exe';
/** Every switch there can be, as the simulated program has them. */
export const SWITCHES = ['1=-s', '13=-h', '14=-r', '26=-n', '65=-m'];

/** What an argument of a run says; null where it was not given. */
export const valueOf = (args: readonly string[], option: string): string | null =>
  args.find((each) => each.startsWith(option))?.slice(option.length) ?? null;

export interface Leaves extends Partial<TerminalReply> {
  /** Of `receipt.txt`; null: there is none. */
  readonly slip?: string | null;
  readonly exitCode?: number;
  readonly afterMs?: number;
  /** What the bytes of the result become before they are written; null: nothing is. */
  readonly spoil?: (bytes: Uint8Array) => Uint8Array | null;
}

/** A run that answers what it was asked, changed by `over`, and ends. */
export const leaves =
  ({ slip = null, exitCode, afterMs = 1_000, spoil = (bytes) => bytes, ...over }: Leaves = {}): RunScript =>
  async ({ args, clock, folder, killed }) => {
    await clock.sleep(afterMs, killed);
    if (killed.aborted) return {};
    const amount = valueOf(args, '-a');
    const asked = {
      kind: null,
      operation: Number(valueOf(args, '-o')),
      command: null,
      transactionId: valueOf(args, '-n'),
      terminalId: TID,
      amountMinor: amount === null ? null : BigInt(amount),
      originalAmountMinor: null,
      rrn: null,
      authCode: null,
    };
    const reply = approvalOf(asked, over);
    if (slip !== null) folder.put(RECEIPT_FILE, encodeText(slip));
    const bytes = spoil(writeResultFile(replyFields(reply)));
    if (bytes !== null) folder.put(RESULT_FILE, bytes);
    return { exitCode: exitCode ?? (reply.status === 1 || reply.status === 17 ? 0 : 1) };
  };

/** Never ends, whatever one asks. */
export const hangs = (): RunScript => () => new Promise(() => undefined);

export interface ConsoleBench {
  readonly clock: ManualClock;
  readonly host: ScriptedProgramHost;
  readonly folder: ScriptedFolder;
  readonly session: RecordedSession;
  readonly settings: InpasSettings;
  readonly driver: InpasDriver;
  /** The command lines that were started, in order. */
  readonly lines: () => string[];
  /** A driver of another gateway process, on the same machine and folder. */
  restart(): InpasDriver;
}

export function consoleBench(over: Partial<InpasSettings> = {}): ConsoleBench {
  const clock = new ManualClock();
  const host = new ScriptedProgramHost(clock).always(leaves());
  const base = { connection: 'process', program: PROGRAM, folder: FOLDER, terminalId: TID, fieldSwitches: SWITCHES };
  const settings = { ...inpasSettings.parse(base), ...over };
  let seed = 10;
  const restart = (): InpasDriver => new InpasDriver(settings, { clock, random: new SeededRandom((seed += 1)), programs: host, wires: NO_WIRES });
  const lines = (): string[] => host.spawned.map(({ args }) => args.join(' '));
  return { clock, host, folder: host.folder(FOLDER), session: new RecordedSession(), settings, driver: restart(), lines, restart };
}
