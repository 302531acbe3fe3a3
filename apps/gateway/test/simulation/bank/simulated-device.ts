import type { Chance } from '../chance.ts';
import type { Faults } from '../faults.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { LastOperation, type LastStep } from './last-operation.ts';
import type { BankEntry, BankOrder, SimulatedBank } from './simulated-bank.ts';

/** The guest's limit at the prompt, ms: after it the device gives up by itself, well within the run's own limit. */
const PROMPT_LIMIT_MS = 90_000;
const CANCELLED = 2000;
const NO_LINK = 4119;
/** Undone only in the batch that it was made in. */
const BATCH_CLOSED = 4315;
/** The pinpad's dialog is open already. */
const DIALOG_OPEN = 5;

/** What the device keeps of an order that ended, and what 52 answers from. */
export interface DeviceRecord {
  readonly order: BankOrder;
  readonly code: number;
  readonly entry: BankEntry | null;
  readonly number: string;
  readonly wallMs: number;
}

/** How an order ended on the device; null: it was torn off, and the device keeps nothing. */
export type DeviceEnd = DeviceRecord | null;

export interface DeviceWorld {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly bank: SimulatedBank;
  /** A prompt appeared on this device. */
  readonly prompted: (device: SimulatedDevice, order: BankOrder) => void;
  /** Something is done about the last operation of this device, which was that order. */
  readonly stepped: (device: SimulatedDevice, step: LastStep, reference: string) => void;
  /** This device closes its day now. */
  readonly closed: (device: SimulatedDevice) => void;
  /** Nobody can be blamed for not knowing this order's end: its device would not say it. */
  readonly excuse: (reference: string) => void;
}

/** One order while it is on the device. It goes on by itself, whoever started it. */
export class DeviceOperation {
  readonly ended: Promise<DeviceEnd>;
  phase: 'prompt' | 'bank' | 'over' = 'prompt';
  #end: (end: DeviceEnd) => void = () => undefined;
  #cancel: () => void;

  constructor(
    private readonly device: SimulatedDevice,
    readonly order: BankOrder,
  ) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
    const { time, chance } = device.world;
    const comes = !chance.oneIn(15);
    const cardMs = comes ? chance.between(800, 25_000) : PROMPT_LIMIT_MS;
    this.#cancel = time.after(cardMs, () => (comes ? this.#askBank() : this.#finish(CANCELLED, null)));
  }

  /** Someone asks for a stop: obeyed as long as no card was presented. */
  stop(): void {
    if (this.phase === 'prompt') this.#finish(CANCELLED, null);
  }

  /** The program beside it died: at the prompt nothing happens any more, later the bank's word stands. */
  abandon(): void {
    if (this.phase === 'prompt') this.#tearOff();
    else if (this.phase === 'bank') this.#decide();
  }

  /** Power gone: what the bank may have taken is undone by the terminal itself. */
  reboot(): void {
    if (this.phase === 'over') return;
    if (this.phase === 'bank') {
      this.device.last.session();
      const entry = this.device.world.bank.authorise(this.device.tid, this.order);
      if (typeof entry !== 'number') this.device.world.bank.reverse(entry);
    }
    this.#tearOff();
  }

  #askBank(): void {
    this.phase = 'bank';
    const { time, chance } = this.device.world;
    this.#cancel = time.after(chance.oneIn(10) ? chance.between(8_000, 40_000) : chance.between(300, 6_000), () => this.#decide());
  }

  #decide(): void {
    const { bank, faults } = this.device.world;
    this.device.last.session();
    if (this.device.isClosedOver(this.order)) return this.#finish(BATCH_CLOSED, null);
    const decision = bank.authorise(this.device.tid, this.order);
    if (typeof decision === 'number') return this.#finish(decision, null);
    if (!faults.strikes('bank_reply_lost')) {
      this.device.last.approved(decision);
      return this.#finish(0, decision);
    }
    // The bank took it, its answer never came: the terminal undoes it, and remembers nothing of it.
    bank.reverse(decision);
    this.#finish(NO_LINK, null, false);
  }

  #finish(code: number, entry: BankEntry | null, remembered = true): void {
    this.#cancel();
    this.phase = 'over';
    this.#end(this.device.ended(this, code, entry, remembered));
  }

  #tearOff(): void {
    this.#cancel();
    this.phase = 'over';
    this.device.tornOff(this);
    this.#end(null);
  }
}

/** A terminal: one operation on its screen, a memory of what it did, its own clock. */
export class SimulatedDevice {
  operation: DeviceOperation | null = null;
  readonly records = new Map<string, DeviceRecord>();
  readonly traits: { readonly echo: 'asked' | 'own' | 'none'; readonly remembersCancelled: boolean; readonly clockOffsetMs: number };
  readonly last: LastOperation;
  lastCloseSlip: string | null = null;
  lastCloseReference: string | null = null;
  /** References of what moved money in batches that are closed. */
  readonly #closedOver = new Set<string>();
  #numbers = 0;
  #offUntilMs = 0;

  constructor(
    readonly tid: string,
    readonly world: DeviceWorld,
  ) {
    const { chance } = world;
    this.last = new LastOperation(world.bank);
    this.traits = {
      echo: chance.percent(75) ? 'asked' : chance.pick(['own', 'none']),
      remembersCancelled: chance.percent(50),
      clockOffsetMs: chance.percent(30) ? chance.between(-600_000, 600_000) : 0,
    };
  }

  get wallMs(): number {
    return this.world.time.wallMs + this.traits.clockOffsetMs;
  }

  start(order: BankOrder): DeviceOperation {
    this.world.prompted(this, order);
    this.operation = new DeviceOperation(this, order);
    return this.operation;
  }

  ended(operation: DeviceOperation, code: number, entry: BankEntry | null, remembered: boolean): DeviceRecord {
    if (this.operation === operation) this.operation = null;
    if (entry) this.#numbers += 1;
    const record = { order: operation.order, code, entry, number: String(this.#numbers).padStart(4, '0'), wallMs: this.wallMs };
    if (remembered && (code !== CANCELLED || this.traits.remembersCancelled)) this.records.set(operation.order.reference, record);
    return record;
  }

  tornOff(operation: DeviceOperation): void {
    if (this.operation === operation) this.operation = null;
  }

  isOff(): boolean {
    return this.world.time.monotonicMs < this.#offUntilMs;
  }

  /** Nobody is at home for so long. */
  powerOff(forMs: number): void {
    this.#offUntilMs = this.world.time.monotonicMs + forMs;
  }

  /** Suspend, commit or roll-back; the code that the device answers. */
  changeLast(step: LastStep, amountMinor: bigint, authCode: string | null): number {
    if (this.operation) return DIALOG_OPEN;
    const named = this.last.named(amountMinor, authCode);
    if (typeof named === 'number') return named;
    this.world.stepped(this, step, named.reference);
    const code = this.last.change(step);
    const { faults, time, chance } = this.world;
    if (step === 'suspend' && faults.strikes('suspended_device_rebooted')) time.after(chance.between(0, 80_000), () => this.#restart());
    return code;
  }

  /** Power gone while an operation is suspended: it stays so, unless the device speaks to the bank as it starts. */
  #restart(): void {
    const { chance } = this.world;
    this.powerOff(chance.between(2_000, 20_000));
    const { suspended } = this.last;
    if (suspended === null || !chance.percent(50)) return;
    this.world.excuse(suspended);
    this.last.session();
  }

  /** The day is closed, and the device forgets; what was in the batch, or null where it works on something. */
  closeDay(reference: string | null = null): readonly (DeviceRecord & { readonly entry: BankEntry })[] | null {
    if (this.operation) return null;
    this.world.closed(this);
    this.last.close();
    const batch = this.batch();
    for (const { entry, order } of batch) if (order.kind !== 'preauthorization') this.#closedOver.add(entry.rrn);
    this.records.clear();
    this.lastCloseReference = reference;
    return batch;
  }

  /** A void is of the open batch; a reservation outlives it. */
  isClosedOver(order: BankOrder): boolean {
    return order.kind === 'void' && order.originalRrn !== null && this.#closedOver.has(order.originalRrn);
  }

  /** Where it stands in the terminal's totals and on its tape: a capture is a payment there, a reservation and its release are in none. */
  sectionOf({ kind, originalRrn }: BankOrder): 'sale' | 'refund' | 'void' | null {
    if (kind === 'capture') return 'sale';
    const ofReservation = this.world.bank.ledger.some((entry) => entry.rrn === originalRrn && entry.kind === 'preauthorization');
    return kind === 'preauthorization' || (kind === 'void' && ofReservation) ? null : kind;
  }

  /** Operations of the open batch, oldest first. */
  batch(): readonly (DeviceRecord & { readonly entry: BankEntry })[] {
    return [...this.records.values()].flatMap((record) => (record.entry && !record.entry.reversed ? [{ ...record, entry: record.entry }] : []));
  }
}
