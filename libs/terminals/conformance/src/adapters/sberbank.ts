import {
  ABORT_FILE,
  encodeText,
  parseArguments,
  renderControlTape,
  renderSettlementSlip,
  renderSlip,
  RESULT_FILE,
  sberbank as definition,
  sberbankSettings,
  serializeResultFile,
  type PilotCommand,
  type ResultFields,
  type SberbankSettings,
  type SlipHead,
  type SlipOperation,
  type TapeEntry,
  type TapeFields,
} from '@payport/terminals-sberbank';
import type { ScriptedRun } from '@payport/testing';
import type { Adapter } from '../adapter.ts';
import type { DeviceAnswer, DeviceOrder, LastWork, LedgerDevice } from '../device/ledger-device.ts';
import type { LedgerEntry } from '../device/ledger.ts';
import type { PhaseAnswer } from '../device/second-phase.ts';
import { ProgramWorld, type Files, type ProgramRoom } from './program-world.ts';

const TID = '00459991';
const FOLDER = '/opt/bank';
const PROGRAM = 'sb_pilot';
const SLIP_FILE = 'p';
const ENCODING = 'cp866';
const MERCHANT = '684444445555';
const POLL_MS = 200;
const CODE = {
  noPad: 99,
  busy: 115,
  cancelled: 2000,
  timedOut: 2002,
  noOriginal: 4118,
  noData: 4129,
  otherOperation: 4140,
  nothingPending: 4141,
  notFound: 4311,
  tapeUnreadable: 4333,
} as const;
const HOST_BASE = 4400;
const TITLES: Readonly<Partial<Record<LedgerEntry['kind'], SlipOperation>>> = {
  sale: 'Оплата',
  refund: 'Возврат',
  void: 'Отмена',
  preauthorization: 'Преавторизация',
  capture: 'Оплата',
  release: 'Отмена',
};
const titleOf = ({ kind }: Pick<LedgerEntry, 'kind'>): SlipOperation => TITLES[kind] ?? 'Оплата';
/** Sale, refund, void and release, pre-authorization, capture, close of the day, roll-back, suspend, commit: what is sent once. */
const ONCE: ReadonlySet<string> = new Set(['1', '3', '8', '17', '18', '7', '13', '15', '16']);
const CODE_OF_STEP: Readonly<Record<PhaseAnswer, number>> = { done: 0, nothing_pending: CODE.nothingPending, other_operation: CODE.otherOperation };

const settings = sberbankSettings.parse({ program: PROGRAM, folder: FOLDER, preauthorization: true, suspendCommit: true });

function codeOf({ verdict, hostCode }: DeviceAnswer): number {
  switch (verdict) {
    case 'approved':
      return 0;
    case 'declined':
      return HOST_BASE + Number(hostCode);
    case 'cancelled':
      return CODE.cancelled;
    case 'timed_out':
      return CODE.timedOut;
    case 'no_original':
      return CODE.noOriginal;
  }
}

/** What the bank's program prints of a terminal's answer, with whatever lies and leaks the terminal was given. */
class Printer {
  constructor(private readonly device: LedgerDevice) {}

  files(answer: DeviceAnswer, echo: string | null): Files {
    const { entry } = answer;
    if (entry?.kind === 'close') return this.#close(entry);
    const slip = entry === null ? '' : this.#slip(entry);
    return { slip: encodeText(slip, ENCODING), result: serializeResultFile(this.#fields(answer, echo), { encoding: ENCODING }) };
  }

  code(code: number, echo: string | null): Files {
    const fields: ResultFields = { code, ...(echo === null ? {} : { requestId: echo }) };
    return { slip: new Uint8Array(), result: serializeResultFile(fields, { encoding: ENCODING, ...(echo === null ? { lines: 1 } : {}) }) };
  }

  /** Of a step, which names nothing but itself. */
  step(answer: PhaseAnswer, echo: string | null): Files {
    const { lies, tid } = this.device;
    const requestId = lies.reference ?? echo;
    const fields = { code: CODE_OF_STEP[answer], terminalId: lies.tid ?? tid, ...(requestId === null ? {} : { requestId }) };
    return { slip: new Uint8Array(), result: serializeResultFile(fields, { encoding: ENCODING }) };
  }

  /** Of the open batch. */
  tape(): Files {
    const { device } = this;
    const text = renderControlTape({
      ...this.#head(device.localTime),
      sections: sectionsOf(device.ledger.batch.filter((entry) => !device.phase.undone.has(entry))),
      full: true,
    });
    return { slip: encodeText(text, ENCODING), result: serializeResultFile({ code: 0 }, { encoding: ENCODING, lines: 1 }) };
  }

  #close({ at, batch }: LedgerEntry): Files {
    const { device } = this;
    const text = renderSettlementSlip({ ...this.#head(at), sections: sectionsOf(batch ?? []) }, true);
    const terminalId = device.lies.tid ?? device.tid;
    return { slip: encodeText(text, ENCODING), result: serializeResultFile({ code: 0, terminalId, dateTime: at }, { encoding: ENCODING }) };
  }

  #head(printedAt: string): SlipHead {
    const { device } = this;
    return { header: ['ГРАНД ОТЕЛЬ'], terminalId: device.lies.tid ?? device.tid, merchant: MERCHANT, printedAt };
  }

  #fields(answer: DeviceAnswer, echo: string | null): ResultFields {
    const { device } = this;
    const { entry, at } = answer;
    const told = (field: string, otherwise: string): string => (device.leak?.field === field ? device.leak.pan : otherwise);
    const requestId = device.lies.reference ?? echo;
    return {
      code: codeOf(answer),
      ...(device.leak?.field === 'message' ? { message: `КАРТА ${device.leak.pan}` } : {}),
      cardMask: told('card', '546999******4617'),
      expiry: '12/26',
      authCode: told('authCode', entry?.authCode ?? ''),
      operationNumber: told('operationNumber', entry?.receipt ?? ''),
      cardType: told('cardType', 'MasterCard'),
      terminalId: device.lies.tid ?? device.tid,
      dateTime: at,
      rrn: told('rrn', entry?.rrn ?? ''),
      cardHash: '0123456789ABCDEF0123456789ABCDEF01234567',
      merchant: told('merchant', MERCHANT),
      flags: told('flags', '00040005'),
      ...(requestId === null ? {} : { requestId }),
    };
  }

  #slip(entry: LedgerEntry): string {
    const { device } = this;
    const told = (field: string, otherwise: string): string => (device.leak?.field === field ? device.leak.pan : otherwise);
    return renderSlip({
      header: ['ГРАНД ОТЕЛЬ', told('slip header', 'Москва'), ...device.paper],
      terminalId: device.tid,
      merchant: MERCHANT,
      printedAt: entry.at,
      operation: titleOf(entry),
      number: entry.receipt,
      cardType: 'MasterCard',
      aid: 'A0000000041010',
      cardMask: told('slip card', '************4617'),
      entryMode: 'E1',
      cardholder: told('slip cardholder', 'SOKOLOVA/ANNA'),
      amountMinor: entry.amountMinor,
      authCode: entry.authCode,
      rrn: told('slip rrn', entry.rrn),
      checkLine: null,
    });
  }
}

const tapeEntry = ({ at, receipt, authCode, amountMinor }: LedgerEntry): TapeEntry => ({
  at,
  number: receipt,
  cardMask: '************4617',
  entryMode: 'E1',
  cardType: 'MasterCard',
  authCode,
  amountMinor,
});

/** An order as the terminal understands it; null: it is none. */
function orderOf(command: PilotCommand, { ledger }: LedgerDevice): DeviceOrder | null {
  const { requestId: reference } = command;
  switch (command.kind) {
    case 'sale':
    case 'refund':
    case 'preauthorization':
      return { kind: command.kind, amountMinor: command.amountMinor, reference };
    case 'capture':
      return { kind: 'capture', amountMinor: command.amountMinor, reference, original: ledger.find({ rrn: command.rrn }) };
    case 'cancel': {
      const original = ledger.find({ rrn: command.rrn });
      return { kind: original?.kind === 'preauthorization' ? 'release' : 'void', amountMinor: command.amountMinor, reference, original };
    }
    case 'close_day':
      return { kind: 'close', amountMinor: 0n, reference: null };
    default:
      return null;
  }
}

/** How a tape lists reservations is not known: this one has none. */
const sectionsOf = (entries: readonly LedgerEntry[]): TapeFields['sections'] =>
  (['sale', 'refund', 'void'] as const).map((kind) => ({
    operation: titleOf({ kind }),
    entries: entries.filter((entry) => entry.kind === kind && (entry.state === 'captured' || kind === 'sale')).map(tapeEntry),
  }));

/** The bank's program in front of a terminal. */
class Pilot {
  readonly #printer: Printer;

  constructor(private readonly device: LedgerDevice) {
    this.#printer = new Printer(device);
  }

  /** Null: the program dies without a file. */
  async answer(command: PilotCommand, run: ScriptedRun): Promise<Files | null> {
    const { device } = this;
    const order = orderOf(command, device);
    if (device.power === 'off') return this.#printer.code(CODE.noPad, null);
    if (device.busy || device.working) return this.#printer.code(CODE.busy, null);
    if (order !== null) {
      const answer = await this.#perform(order, run);
      return answer === null ? null : this.#printer.files(answer, command.requestId);
    }
    switch (command.kind) {
      case 'suspend':
      case 'commit':
      case 'rollback': {
        const answer = await device.takeStep({ step: command.kind, amountMinor: command.amountMinor, authCode: command.authCode });
        return answer === null || run.killed.aborted ? null : this.#printer.step(answer, command.requestId);
      }
      case 'status':
        return this.#status(device.recall(command.askedId), command);
      case 'reprint':
        return device.last === null ? this.#printer.code(CODE.noData, null) : this.#printer.files(device.last.answer, null);
      case 'control_tape':
        return device.last?.readable === false ? this.#printer.code(CODE.tapeUnreadable, null) : this.#printer.tape();
      default:
        return this.#printer.code(0, null);
    }
  }

  #status(work: LastWork | null, command: PilotCommand & { readonly kind: 'status' }): Files {
    if (work === null) return this.#printer.code(CODE.notFound, command.requestId);
    return work.readable ? this.#printer.files(work.answer, command.askedId) : this.#printer.code(CODE.noData, command.requestId);
  }

  async #perform(order: DeviceOrder, run: ScriptedRun): Promise<DeviceAnswer | null> {
    const stop = new AbortController();
    const over = new AbortController();
    const watch = this.#watch(run, stop, over.signal);
    const answer = await this.device.perform(order, { stop: stop.signal, gone: run.killed, stage: () => Promise.resolve() });
    over.abort();
    await watch;
    return run.killed.aborted ? null : answer;
  }

  async #watch({ folder, killed, clock }: ScriptedRun, stop: AbortController, over: AbortSignal): Promise<void> {
    while (!over.aborted && !killed.aborted) {
      if (folder.has(ABORT_FILE)) return stop.abort();
      await clock.sleep(POLL_MS, over);
    }
  }
}

const room: ProgramRoom<SberbankSettings> = {
  definition,
  settings,
  tid: TID,
  program: PROGRAM,
  folder: FOLDER,
  slipFile: SLIP_FILE,
  resultFile: RESULT_FILE,
  answer: (run, device) => new Pilot(device).answer(parseArguments(run.args), run),
  isMoney: ([operation = '']) => ONCE.has(operation),
};

export const SBERBANK: readonly Adapter[] = [
  {
    driver: 'sberbank',
    wire: 'process',
    tid: TID,
    currency: 'RUB',
    orderLimitMs: definition.deviceStepLimitMs(settings),
    questionLimitMs: 30_000,
    world: () => new ProgramWorld(room),
    operations: ['sale', 'refund', 'void', 'preauthorization', 'capture', 'release'],
    undoesLost: false,
    twoPhase: true,
    // The program of the run before writes its files late.
    late: (toUs) => [toUs],
    noisy: true,
    thin: 1,
    stops: true,
    finalByOurWord: false,
    lies: ['tid', 'reference'],
    leaks: [
      ...['message', 'card', 'authCode', 'operationNumber', 'cardType', 'rrn', 'merchant', 'flags'],
      ...['slip header', 'slip card', 'slip cardholder', 'slip rrn'],
    ],
  },
];
