import type { DeviceReference, Random } from '@payport/domain';
import { NO_WIRES, type TerminalDriver } from '@payport/terminals-core';
import {
  ABORT_FILE,
  encodeText,
  parseArguments,
  renderControlTape,
  renderSlip,
  RESULT_FILE,
  sberbank as definition,
  sberbankSettings,
  serializeResultFile,
  type PilotCommand,
  type ResultFields,
  type SlipOperation,
  type TapeEntry,
} from '@payport/terminals-sberbank';
import { ManualClock, passLine, ScriptedProgramHost, SeededRandom, type ScriptedFolder, type ScriptedRun } from '@payport/testing';
import type { Adapter, Faults, World } from '../adapter.ts';
import { LedgerDevice, type DeviceAnswer, type DeviceOrder, type LastWork } from '../device/ledger-device.ts';
import type { LedgerEntry } from '../device/ledger.ts';
import { mortalPrograms, type Life } from '../mortal.ts';

const TID = '00459991';
const FOLDER = '/opt/bank';
const PROGRAM = 'sb_pilot';
const SLIP_FILE = 'p';
const LOCK_FILE = 'payport.lock';
const ENCODING = 'cp866';
const MERCHANT = '684444445555';
const POLL_MS = 200;
const CODE = { noPad: 99, busy: 115, cancelled: 2000, timedOut: 2002, noOriginal: 4118, noData: 4129, notFound: 4311, tapeUnreadable: 4333 } as const;
const HOST_BASE = 4400;
const TITLE: Readonly<Record<LedgerEntry['kind'], SlipOperation>> = { sale: 'Оплата', refund: 'Возврат', void: 'Отмена' };
const MONEY: ReadonlySet<string> = new Set(['1', '3', '8']);

const settings = sberbankSettings.parse({ program: PROGRAM, folder: FOLDER });

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

interface Files {
  readonly slip: Uint8Array;
  readonly result: Uint8Array;
}

/** What the bank's program prints of a terminal's answer, with whatever lies and leaks the terminal was given. */
class Printer {
  constructor(private readonly device: LedgerDevice) {}

  files(answer: DeviceAnswer, echo: string | null): Files {
    const { entry } = answer;
    const slip = entry === null ? '' : this.#slip(entry);
    return { slip: encodeText(slip, ENCODING), result: serializeResultFile(this.#fields(answer, echo), { encoding: ENCODING }) };
  }

  code(code: number, echo: string | null): Files {
    const fields: ResultFields = { code, ...(echo === null ? {} : { requestId: echo }) };
    return { slip: new Uint8Array(), result: serializeResultFile(fields, { encoding: ENCODING, ...(echo === null ? { lines: 1 } : {}) }) };
  }

  tape(): Files {
    const { device } = this;
    const entries = device.ledger.entries.filter(({ state, kind }) => state === 'captured' || kind === 'sale');
    const sections = (['sale', 'refund', 'void'] as const).map((kind) => ({
      operation: TITLE[kind],
      entries: entries.filter((entry) => entry.kind === kind).map(tapeEntry),
    }));
    const text = renderControlTape({
      header: ['ГРАНД ОТЕЛЬ'],
      terminalId: device.tid,
      merchant: MERCHANT,
      printedAt: device.localTime,
      sections,
      full: true,
    });
    return { slip: encodeText(text, ENCODING), result: serializeResultFile({ code: 0 }, { encoding: ENCODING, lines: 1 }) };
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
      header: ['ГРАНД ОТЕЛЬ', told('slip header', 'Москва')],
      terminalId: device.tid,
      merchant: MERCHANT,
      printedAt: entry.at,
      operation: TITLE[entry.kind],
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

/** A program in its folder, in front of a terminal. Its two files are one stream here: first the slip, then the result. */
class ProgramWorld implements World {
  readonly clock = new ManualClock();
  readonly device = new LedgerDevice(this.clock, TID);
  readonly faults: Faults = { toUs: {}, toDevice: {} };
  readonly #host = new ScriptedProgramHost(this.clock);
  readonly #random: Random = new SeededRandom(1);
  readonly #printer = new Printer(this.device);
  #life: Life = { dead: false };
  #written: Uint8Array = new Uint8Array();
  /** Where the slip ends in what was written. */
  readonly #borders = new WeakMap<Uint8Array, number>();

  constructor() {
    this.#host.always((run) => this.#run(run));
  }

  restart(): TerminalDriver {
    return definition.create(settings, {
      clock: this.clock,
      random: this.#random,
      programs: mortalPrograms(this.#host, this.#life),
      wires: NO_WIRES,
    });
  }

  kill(): void {
    this.#life.dead = true;
    this.#life = { dead: false };
  }

  newReference(): DeviceReference {
    return definition.newReference(this.#random);
  }

  /** The command line arrives whole or not at all. */
  traffic(): { readonly toUs: Uint8Array; readonly toDevice: number } {
    return { toUs: this.#written, toDevice: 1 };
  }

  replay(toUs: Uint8Array): void {
    this.#put(this.#host.folder(FOLDER), toUs, this.#borders.get(toUs) ?? toUs.length);
  }

  breakWire(): void {
    void this.#host.findRun({ program: PROGRAM, folder: FOLDER, argument: null }).then((search) => {
      if (search.found === 'running') void search.run.kill();
    });
  }

  moneyCommands(): number {
    return this.#host.spawned.filter(({ args }) => MONEY.has(args[0] ?? '')).length;
  }

  leftovers(): readonly string[] {
    const timers = this.clock.pendingTimers;
    return [...(timers === 0 ? [] : [`${timers} timers`]), ...(this.#host.live.length === 0 ? [] : ['a live program'])];
  }

  get locked(): boolean {
    return this.#host.folder(FOLDER).has(LOCK_FILE);
  }

  async #run(run: ScriptedRun): Promise<{ exitCode: number | null; signal?: string }> {
    const { toDevice } = this.faults;
    if (toDevice.cutAt === 0) return { exitCode: null, signal: 'SIGSEGV' };
    if (toDevice.lostFrom === 0) await new Promise<void>((resolve) => run.killed.addEventListener('abort', () => resolve(), { once: true }));
    if (run.killed.aborted) return { exitCode: null, signal: 'SIGKILL' };
    const files = await this.#answer(parseArguments(run.args), run);
    if (files === null) return { exitCode: 1 };
    return (await this.#write(run, files)) ? { exitCode: 0 } : { exitCode: null, signal: 'SIGSEGV' };
  }

  /** Null: the program dies without a file. */
  async #answer(command: PilotCommand, run: ScriptedRun): Promise<Files | null> {
    const { device } = this;
    if (device.power === 'off') return this.#printer.code(CODE.noPad, null);
    if (device.busy || device.working) return this.#printer.code(CODE.busy, null);
    switch (command.kind) {
      case 'sale':
      case 'refund':
      case 'cancel': {
        const answer = await this.#perform(command, run);
        return answer === null ? null : this.#printer.files(answer, command.requestId);
      }
      case 'status':
        return this.#status(device.recall(command.askedId), command);
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

  async #perform(command: PilotCommand & { readonly kind: 'sale' | 'refund' | 'cancel' }, run: ScriptedRun): Promise<DeviceAnswer | null> {
    const order: DeviceOrder = {
      kind: command.kind === 'cancel' ? 'void' : command.kind,
      amountMinor: command.amountMinor,
      reference: command.requestId,
      ...(command.kind === 'cancel' ? { original: this.device.ledger.find({ rrn: command.rrn }) } : {}),
    };
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

  /** False: the program died while it wrote. */
  async #write({ folder, clock, killed }: ScriptedRun, { slip, result }: Files): Promise<boolean> {
    const whole = Uint8Array.from([...slip, ...result]);
    this.#written = whole;
    this.#borders.set(whole, slip.length);
    const { toUs } = this.faults;
    const { pieces, cut } = passLine(whole, 0, toUs);
    let written: Uint8Array = new Uint8Array();
    await clock.sleep(toUs.delayMs ?? 0);
    for (const piece of pieces) {
      written = Uint8Array.from([...written, ...piece]);
      if (killed.aborted) return false;
      this.#put(folder, written, slip.length);
      await clock.sleep(toUs.gapMs ?? 1);
    }
    return !cut;
  }

  #put(folder: ScriptedFolder, bytes: Uint8Array, border: number): void {
    if (border > 0) folder.put(SLIP_FILE, bytes.subarray(0, border));
    if (bytes.length > border) folder.put(RESULT_FILE, bytes.subarray(border));
  }
}

export const SBERBANK: readonly Adapter[] = [
  {
    driver: 'sberbank',
    wire: 'process',
    tid: TID,
    currency: 'RUB',
    orderLimitMs: definition.deviceStepLimitMs(settings),
    questionLimitMs: 30_000,
    world: () => new ProgramWorld(),
    operations: ['sale', 'refund', 'void'],
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
