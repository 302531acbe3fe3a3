import {
  CAPTURE,
  encodeText,
  parseArguments,
  PREAUTHORIZATION,
  renderControlTape,
  renderSlip,
  serializeResultFile,
  type PilotCommand,
  type ResultFields,
  type SlipOperation,
} from '@payport/terminals-sberbank';
import type { ProgramExit } from '@payport/terminals-core';
import type { RunScript, ScriptedRun } from '@payport/testing';
import { playClose, playReprint } from './pilot-close.ts';
import { playStep } from './pilot-steps.ts';
import type { BankEntry, BankOrder } from './simulated-bank.ts';
import type { DeviceEnd, DeviceOperation, DeviceRecord, SimulatedDevice } from './simulated-device.ts';

/** A whole card number (Luhn holds, range of MIR), as a badly kept terminal would print it. */
export const PLANTED_CARD_NUMBER = '2202201234564611';
const MASK = '220220******4611';
const MERCHANT = '684444445555';
const UNMAPPED = 7777;
const CRASHED: Partial<ProgramExit> = { exitCode: null, signal: 'SIGSEGV' };
const HEADER = ['ГРАНД ОТЕЛЬ', 'Москва'];

export interface PilotWorld {
  /** Nobody can be blamed for not knowing this order's end: its device would not say it. */
  readonly excuse: (reference: string, why: string) => void;
}

const stamp = (wallMs: number): string => new Date(wallMs).toISOString().replace(/\D/g, '').slice(0, 14);
/** How slips of the other kinds look nobody knows: they print none. */
const TITLES: Partial<Record<BankOrder['kind'], SlipOperation>> = { sale: 'Оплата', refund: 'Возврат', void: 'Отмена' };
/** No other operation number carries these. */
const BY_NUMBER: Readonly<Record<string, BankOrder['kind']>> = { [PREAUTHORIZATION]: 'preauthorization', [CAPTURE]: 'capture' };
const AMOUNT_AT = 1;
const ORIGINAL_AT = 4;

/** The bank's program in one terminal's folder: speaks to the device, leaves `e` and `p`, and fails in every way we know. */
export class PilotProgram {
  #lastAnswer: Uint8Array | null = null;

  constructor(
    private readonly device: SimulatedDevice,
    private readonly world: PilotWorld,
  ) {}

  readonly script: RunScript = async (run) => {
    await run.clock.sleep(this.#chance.between(30, 500), run.killed);
    if (run.killed.aborted) return {};
    const command = parseArguments(run.args);
    const uncertain = uncertainOrder(run.args, command.requestId ?? '');
    if (uncertain) return this.#order(run, uncertain);
    switch (command.kind) {
      case 'sale':
        return this.#order(run, { reference: command.requestId ?? '', kind: 'sale', amountMinor: command.amountMinor, originalRrn: null });
      case 'refund':
      case 'cancel': {
        const kind = command.kind === 'refund' ? 'refund' : 'void';
        return this.#order(run, { reference: command.requestId ?? '', kind, amountMinor: command.amountMinor, originalRrn: command.rrn });
      }
      case 'suspend':
      case 'commit':
      case 'rollback':
        return playStep(run, { ...command, kind: command.kind }, { device: this.device, leave: (fields) => this.#leave(run, fields, null) });
      case 'status':
        return this.#status(run, command);
      case 'control_tape':
        return this.#tape(run);
      case 'close_day':
        return playClose(run, { device: this.device, stamp, leave: (fields, slip) => this.#leave(run, fields, slip, 1) });
      case 'reprint':
        return playReprint({ device: this.device, leave: (fields, slip) => this.#leave(run, fields, slip, 1) });
      default:
        return this.#leave(run, { code: command.kind === 'link_test' ? 0 : 4301 }, null, 1);
    }
  };

  get #chance() {
    return this.device.world.chance;
  }

  get #faults() {
    return this.device.world.faults;
  }

  async #order(run: ScriptedRun, order: BankOrder): Promise<Partial<ProgramExit>> {
    const { time } = this.device.world;
    if (this.#faults.strikes('program_died_at_start')) return CRASHED;
    const operation = this.device.start(order);
    if (this.#faults.strikes('device_rebooted')) time.after(this.#chance.between(100, 20_000), () => operation.reboot());
    const dies = this.#faults.strikes('program_died_at_prompt')
      ? run.clock.sleep(this.#chance.between(100, 20_000))
      : new Promise<never>(() => undefined);
    const first = await Promise.race([operation.ended.then((end) => ({ end })), killedOf(run), dies.then(() => 'died' as const)]);
    if (first === 'killed') return {}; // The device is left alone with it.
    if (first === 'died') return this.#die(operation);
    return this.#answer(run, order, first.end);
  }

  #die(operation: DeviceOperation): Partial<ProgramExit> {
    operation.abandon();
    return CRASHED;
  }

  async #answer(run: ScriptedRun, order: BankOrder, end: DeviceEnd): Promise<Partial<ProgramExit>> {
    if (this.#faults.strikes('program_died_before_answer')) return CRASHED;
    if (this.#faults.strikes('program_hangs')) {
      await killedOf(run);
      return {};
    }
    if (end === null) return this.#leave(run, { code: 99 }, null, 1);
    const fields = this.#fields(end, order.reference);
    const told = end.entry !== null || this.#chance.percent(50);
    return this.#leave(run, fields, end.entry && this.#slip(end, end.entry), told ? undefined : 1);
  }

  /** A code that no table explains; where the device answers a question so, it cannot be blamed on anybody. */
  #unmapped(reference: string): boolean {
    if (!this.#faults.strikes('answer_unmapped')) return false;
    this.world.excuse(reference, 'unmapped code');
    return true;
  }

  #fields({ code, entry, number, wallMs, order }: DeviceRecord, requestId: string): ResultFields {
    const whole = this.#faults.strikes('answer_with_full_card_number');
    return {
      code: code === 0 && this.#unmapped(order.reference) ? UNMAPPED : code,
      cardMask: whole ? PLANTED_CARD_NUMBER : MASK,
      expiry: '12/29',
      cardType: 'MIR',
      operationNumber: number,
      terminalId: this.#faults.strikes('answer_of_other_terminal') ? '99999999' : this.device.tid,
      dateTime: stamp(wallMs),
      merchant: MERCHANT,
      requestId: this.#faults.strikes('answer_foreign') ? 'ABCDEF01' : requestId,
      ...(entry ? { authCode: entry.authCode, rrn: entry.rrn } : {}),
    };
  }

  #slip({ order, number, wallMs }: DeviceRecord, entry: BankEntry): string | null {
    const operation = TITLES[order.kind];
    if (operation === undefined) return null;
    return renderSlip({
      header: HEADER,
      terminalId: this.device.tid,
      merchant: MERCHANT,
      printedAt: stamp(wallMs),
      operation,
      number,
      cardType: 'MIR',
      aid: 'A0000006581010',
      cardMask: this.#faults.strikes('answer_with_full_card_number') ? PLANTED_CARD_NUMBER : '************4611',
      entryMode: 'E1',
      cardholder: null,
      amountMinor: order.amountMinor,
      authCode: entry.authCode,
      rrn: entry.rrn,
      checkLine: null,
    });
  }

  #status(run: ScriptedRun, command: PilotCommand & { readonly kind: 'status' }): Partial<ProgramExit> {
    const { askedId, requestId } = command;
    if (this.#faults.strikes('device_link_broken')) return this.#leave(run, { code: this.#chance.pick([99, 4119, 5]) }, null, 1);
    if (this.#faults.strikes('device_cannot_tell')) {
      this.world.excuse(askedId, 'the device cannot tell');
      return this.#leave(run, { code: this.#chance.pick([4309, 4121, 4301]) }, null, 1);
    }
    const record = this.device.records.get(askedId);
    if (!record) {
      const working = this.device.operation?.order.reference === askedId && this.#chance.percent(50);
      return this.#leave(run, { code: working ? 3 : 4311 }, null, 1);
    }
    const { echo } = this.device.traits;
    const whose = echo === 'asked' ? askedId : echo === 'own' ? requestId : null;
    const fields = this.#fields(record, whose ?? '00000000');
    return this.#leave(run, fields, record.entry && this.#slip(record, record.entry));
  }

  #tape(run: ScriptedRun): Partial<ProgramExit> {
    const sections = (Object.entries(TITLES) as [BankOrder['kind'], SlipOperation][]).map(([kind, operation]) => ({
      operation,
      entries: this.device
        .batch()
        .filter(({ order }) => this.device.sectionOf(order) === kind)
        .map(({ order, number, wallMs, entry }) => ({
          at: stamp(wallMs),
          number,
          cardMask: '************4611',
          entryMode: 'E1',
          cardType: 'MIR',
          authCode: entry.authCode,
          amountMinor: order.amountMinor,
        })),
    }));
    const head = { header: HEADER, terminalId: this.device.tid, merchant: MERCHANT, printedAt: stamp(this.device.wallMs) };
    return this.#leave(run, { code: 0 }, renderControlTape({ ...head, full: true, sections }), 1);
  }

  /** Leaves the answer, or what becomes of it on the way. */
  #leave(run: ScriptedRun, fields: ResultFields, slip: string | null, lines?: number): Partial<ProgramExit> {
    const encoding = 'cp866';
    let bytes = serializeResultFile(fields, { encoding, ...(lines === undefined ? {} : { lines }) });
    const previous = this.#lastAnswer;
    this.#lastAnswer = bytes;
    if (previous && this.#faults.strikes('answer_stale')) bytes = previous;
    if (this.#faults.strikes('answer_cut')) bytes = bytes.slice(0, this.#chance.below(bytes.length));
    if (slip !== null && !this.#faults.strikes('slip_missing')) run.folder.put('p', encodeText(slip, encoding));
    const put = (): void => run.folder.put('e', bytes);
    if (this.#faults.strikes('answer_late')) this.device.world.time.after(this.#chance.between(200, 8_000), put);
    else put();
    return { exitCode: this.#faults.strikes('exit_code_wrong') ? this.#chance.between(1, 255) : 0 };
  }
}

const killedOf = (run: ScriptedRun): Promise<'killed'> =>
  new Promise((resolve) => {
    if (run.killed.aborted) resolve('killed');
    else run.killed.addEventListener('abort', () => resolve('killed'), { once: true });
  });

/** A reservation or its capture: the bank's program is only believed to know them, so that the room's own reader does not. */
function uncertainOrder(args: readonly string[], reference: string): BankOrder | null {
  const kind = BY_NUMBER[args[0] ?? ''];
  const amount = args[AMOUNT_AT];
  if (kind === undefined || amount === undefined) return null;
  return { reference, kind, amountMinor: BigInt(amount), originalRrn: kind === 'capture' ? (args[ORIGINAL_AT] ?? null) : null };
}
