import {
  COMMAND,
  inpas as definition,
  inpasSettings,
  OPERATION,
  RECEIPT_FILE,
  replyFields,
  RESULT_FILE,
  STATUS,
  writeResultFile,
  type InpasSettings,
  type TerminalOrderKind,
  type TerminalReply,
} from '@payport/terminals-inpas';
import type { ScriptedRun } from '@payport/testing';
import type { Adapter } from '../adapter.ts';
import type { LedgerDevice } from '../device/ledger-device.ts';
import { copyOf, orderOf, replyOf } from './inpas.ts';
import { ProgramWorld, type Files, type ProgramRoom } from './program-world.ts';

const TID = '00123456';
const PROGRAM = 'DC Console.exe';
const FOLDER = '/opt/dc';
/** Every switch there can be. */
const SWITCHES = ['1=-s', '13=-h', '14=-r', '26=-n', '65=-m'];
const KINDS: ReadonlyMap<number, TerminalOrderKind | 'settlement'> = new Map([
  [OPERATION.sale, 'sale'],
  [OPERATION.refund, 'refund'],
  [OPERATION.void, 'void'],
  [OPERATION.emergencyReversal, 'emergency_reversal'],
  [OPERATION.settlement, 'settlement'],
]);
const NOT_REACHED = { status: STATUS.noConnection, text: 'НЕТ СВЯЗИ С ТЕРМИНАЛОМ' };

const settings = inpasSettings.parse({
  connection: 'process',
  program: PROGRAM,
  folder: FOLDER,
  terminalId: TID,
  fieldSwitches: SWITCHES,
  copyProvesAbsence: true,
  partialReversal: true,
  emergencyReversal: true,
});

const valueOf = (args: readonly string[], option: string): string | null =>
  args.find((each) => each.startsWith(option))?.slice(option.length) ?? null;

/** Everything is in the one file; the slip is a field of it. */
const filesOf = (reply: TerminalReply): Files => ({
  slip: new Uint8Array(),
  result: writeResultFile(replyFields(reply)),
  exitCode: reply.status === STATUS.approved ? 0 : 1,
});

/** The bank's program in front of a terminal. Nobody knows how to stop it. */
async function answer({ args, killed }: ScriptedRun, device: LedgerDevice): Promise<Files | null> {
  const operation = Number(valueOf(args, '-o'));
  const head = { operation, transactionId: valueOf(args, '-n'), terminalId: device.tid };
  const original = valueOf(args, '-s');
  const order = orderOf(device, {
    kind: KINDS.get(operation) ?? null,
    amountMinor: BigInt(valueOf(args, '-a') ?? '0'),
    originalAmountMinor: original === null ? null : BigInt(original),
    rrn: valueOf(args, '-r'),
    reference: head.transactionId,
  });
  if (device.power === 'off' || device.busy || device.working) return order === null ? null : filesOf({ ...head, ...NOT_REACHED });
  if (order === null) {
    const command = Number(valueOf(args, '-m'));
    return filesOf(command === COMMAND.copy ? copyOf(device, head, command) : { ...head, status: STATUS.approved });
  }
  const told = await device.perform(order, { stop: new AbortController().signal, gone: killed, stage: () => Promise.resolve() });
  return told === null || killed.aborted ? null : filesOf(replyOf(device, told));
}

const room: ProgramRoom<InpasSettings> = {
  definition,
  settings,
  tid: TID,
  program: PROGRAM,
  folder: FOLDER,
  slipFile: RECEIPT_FILE,
  resultFile: RESULT_FILE,
  answer,
  isMoney: (args) => KINDS.has(Number(valueOf(args, '-o'))),
};

export const INPAS_PROGRAM: Adapter = {
  driver: 'inpas',
  wire: 'process',
  tid: TID,
  currency: 'RUB',
  orderLimitMs: definition.deviceStepLimitMs(settings),
  questionLimitMs: 60_000,
  world: () => new ProgramWorld(room),
  operations: ['sale', 'refund', 'part', 'void'],
  undoesLost: true,
  twoPhase: false,
  // The program of the run before writes its files late.
  late: (toUs) => [toUs],
  noisy: true,
  thin: 1,
  stops: false,
  finalByOurWord: false,
  lies: ['tid', 'amountMinor', 'reference', 'currency'],
  leaks: ['card', 'text', 'slip', 'cardType', 'merchantId', 'authCode', 'rrn'],
};
