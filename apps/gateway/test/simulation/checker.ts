import { isFinal, outcomeOf, postingOf, type PaymentId, type PaymentRecord } from '@payport/domain';
import type { Changes, MemoryDatabase, StoredPayment } from '@payport/testing';
import { isDeepStrictEqual } from 'node:util';
import { PLANTED_CARD_NUMBER } from './bank/pilot-program.ts';
import type { LastStep } from './bank/last-operation.ts';
import type { BankEntry, BankOrder, SimulatedBank } from './bank/simulated-bank.ts';
import type { SimulatedDevice } from './bank/simulated-device.ts';
import type { Faults } from './faults.ts';
import { goesBack, MoneyBook } from './money-book.ts';
import { RegistryRules } from './registry-rules.ts';
import { SettlementRules } from './settlement-rules.ts';
import { TwoPhaseRules } from './two-phase-rules.ts';

const WITHOUT_MONEY = new Set(['declined', 'cancelled', 'failed', 'reversed']);
/** Reasons for an end without money that are proof: the device's word, or that nothing was sent. */
const PROOFS = new Set([
  'device_declined',
  'device_cancelled',
  'recovered',
  'proven_absent',
  'not_sent',
  'stopped_before_sending',
  'undone',
  'resolved_by_person',
  'registry_proved',
]);

/** What a broken rule looks like: the number is that of the list in docs/reliability.md. */
export interface Violation {
  readonly rule: number;
  readonly what: string;
}

/** Knows the truth of the bank and of what is on disk, and looks at every step whether the rules hold. */
export class Checker {
  readonly violations: Violation[] = [];
  readonly prompts = new Map<string, number>();
  /** The first final outcome that the PMS was told of each payment. */
  readonly told = new Map<PaymentId, string>();
  readonly excused = new Set<string>();
  readonly #byReference = new Map<string, PaymentId>();
  readonly #books = new MoneyBook();
  readonly twoPhase: TwoPhaseRules;
  readonly closes: SettlementRules;
  readonly registry: RegistryRules;

  constructor(
    private readonly database: MemoryDatabase,
    private readonly trace: (line: string) => void,
    faults: Faults,
  ) {
    const fail = (rule: number, what: string): void => this.fail(rule, what);
    this.registry = new RegistryRules(database, faults, fail, (reference) => this.paymentOf(reference));
    this.twoPhase = new TwoPhaseRules(database, (rule, what) => this.fail(rule, what));
    this.closes = new SettlementRules(database, (rule, what) => this.fail(rule, what));
    database.onCommit((changes, before) => this.#committed(changes, before));
  }

  fail(rule: number, what: string): void {
    this.violations.push({ rule, what });
    this.trace(`VIOLATION of rule ${rule}: ${what}`);
  }

  paymentOf(reference: string): StoredPayment | undefined {
    const id = this.#byReference.get(reference);
    return id === undefined ? undefined : this.database.payments.get(id);
  }

  /** A prompt appears: the order must be durable, unfinished, never sent before, and alone on its device. */
  prompted(device: SimulatedDevice, order: BankOrder): void {
    const { reference } = order;
    const count = (this.prompts.get(reference) ?? 0) + 1;
    this.prompts.set(reference, count);
    if (count > 1) this.fail(1, `${reference} was dispatched ${count} times`);
    if (device.operation) this.fail(8, `${reference} meets ${device.operation.order.reference} on the screen of ${device.tid}`);
    const undone = this.twoPhase.undoneBy(reference);
    if (undone) {
      this.twoPhase.voided(order, undone);
      return this.#claimed(device, undone);
    }
    const payment = this.paymentOf(reference);
    if (!payment || payment.status === 'accepted') return this.fail(2, `${reference} was sent before its intent was durable`);
    if (isFinal(payment.status)) this.fail(2, `${reference} was sent although it is ${payment.status}`);
    const amount = payment.amountMinor < 0n ? -payment.amountMinor : payment.amountMinor;
    const original = payment.original?.rrn ?? null;
    if (amount !== order.amountMinor || payment.kind !== order.kind || original !== order.originalRrn) {
      this.fail(2, `${reference} was sent as another order`);
    }
    if (order.original !== undefined && order.original !== this.#originalOf(payment)) this.fail(2, `${reference} was sent about ${order.original}`);
    this.#claimed(device, payment);
  }

  #originalOf({ original }: StoredPayment): string | null {
    const id = original?.paymentId ?? null;
    return id === null ? null : (this.database.payments.get(id)?.deviceReference ?? null);
  }

  /** The order that a device is asked about, as far as the claim on it tells. */
  askedFor({ tid }: SimulatedDevice): string | null {
    const terminal = [...this.database.terminals.values()].find((one) => one.tid === tid);
    const claim = terminal && this.database.claims.get(terminal.deviceAddress);
    const payment = claim?.paymentId == null ? undefined : this.database.payments.get(claim.paymentId);
    return payment?.deviceReference ?? null;
  }

  /** An order leaves a gateway: not that one which another gateway has taken over meanwhile. */
  sending(reference: string, instanceId: string): void {
    const payment = this.paymentOf(reference);
    if (payment && payment.instanceId !== instanceId) this.fail(8, `${reference} was sent by ${instanceId}, and is adopted by ${payment.instanceId}`);
  }

  /** Something is done about a device's last operation. */
  stepped(device: SimulatedDevice, step: LastStep, reference: string): void {
    const payment = this.paymentOf(reference);
    this.twoPhase.stepped(step, payment);
    if (payment) this.#claimed(device, payment);
  }

  /** A terminal is told to undo its last operation, which is that order. */
  reversedAtOnce(device: SimulatedDevice, reference: string, last: string | null): void {
    const count = (this.prompts.get(reference) ?? 0) + 1;
    this.prompts.set(reference, count);
    if (count > 1) this.fail(1, `the undo ${reference} was sent ${count} times`);
    if (device.operation) this.fail(8, `${reference} meets ${device.operation.order.reference} on the screen of ${device.tid}`);
    const payment = this.twoPhase.reversedAtOnce(reference, last);
    if (payment) this.#claimed(device, payment);
  }

  /** A device closes its day: who was open there is excused from here on. */
  dayClosed(device: SimulatedDevice): void {
    for (const reference of this.closes.closed(device)) this.excused.add(reference);
  }

  #claimed({ tid }: SimulatedDevice, payment: StoredPayment): void {
    const terminal = this.database.terminals.get(payment.terminalId);
    const claim = terminal && this.database.claims.get(terminal.deviceAddress);
    if (claim?.paymentId !== payment.id || terminal?.tid !== tid)
      this.fail(8, `${payment.deviceReference} has ${tid} told something without its claim`);
  }

  /** The bank moves money. */
  captured(entry: BankEntry): void {
    if (this.#books.add(entry) > 1) this.fail(1, `${entry.reference} moved money twice`);
    const originalId = this.paymentOf(entry.reference)?.original?.paymentId ?? null;
    const original = originalId === null ? this.twoPhase.undoneBy(entry.reference) : this.database.payments.get(originalId);
    const wrong = original && this.#books.follow(original.deviceReference, entry);
    if (wrong) this.fail(4, wrong);
    // What the bank takes back by itself is seen at the end; here it is the money that nobody undoes at once.
    void Promise.resolve().then(() => {
      const payment = this.paymentOf(entry.reference);
      if (!entry.reversed && payment && WITHOUT_MONEY.has(payment.status)) {
        this.fail(3, `${entry.reference} is ${payment.status}, and the bank moves its money`);
      }
    });
  }

  /** The PMS hears of a payment. */
  heard(payment: PaymentRecord): void {
    if (!isFinal(payment.status)) return;
    const durable = this.database.payments.get(payment.id);
    if (durable?.status !== payment.status)
      this.fail(10, `the PMS was told ${payment.status} of ${payment.id}, on disk it is ${durable?.status ?? 'nothing'}`);
    const before = this.told.get(payment.id);
    if (before !== undefined && before !== payment.status) this.fail(7, `the PMS was told ${before}, then ${payment.status}, of ${payment.id}`);
    this.told.set(payment.id, payment.status);
  }

  /** The bank's money of an order, after all that went back; for people who look into the ledger. */
  standing(reference: string): BankEntry | undefined {
    return this.#books.left(reference) > 0n ? this.#books.standing(reference) : undefined;
  }

  /** People heard that their decision is kept. */
  decided(payment: PaymentRecord): void {
    if (this.database.payments.get(payment.id)?.status !== payment.status) this.fail(13, `people were told ${payment.status} of ${payment.id}`);
  }

  postingsOf(id: PaymentId): readonly string[] {
    return (this.database.events.get(id) ?? []).flatMap((event) => postingOf(event)?.postingNumber ?? []);
  }

  #committed(changes: Changes, before: ReadonlyMap<PaymentId, StoredPayment>): void {
    this.twoPhase.committed(changes, before);
    this.closes.committed(changes);
    this.registry.committed(changes);
    for (const [id, payment] of changes.payments) {
      this.#byReference.set(payment.deviceReference, id);
      const was = before.get(id);
      if (was?.status !== payment.status) this.trace(`disk    ${payment.deviceReference} ${was?.status ?? '-'} -> ${payment.status}`);
      if (was && isFinal(was.status)) this.#unchanged(was, payment);
      else if (isFinal(payment.status)) this.#ends(payment, changes);
    }
    for (const { frame } of changes.frames) {
      const { buffer, byteOffset, length } = frame.bytes;
      const texts = [Buffer.from(buffer, byteOffset, length).toString('latin1'), frame.text ?? '', ...Object.values(frame.fields)];
      if (texts.some(holdsCardNumber)) this.fail(11, `a frame of ${frame.channel} holds a full card number`);
    }
  }

  #unchanged(was: StoredPayment, payment: StoredPayment): void {
    if (was.status !== payment.status || !isDeepStrictEqual(was.result, payment.result)) {
      this.fail(7, `${payment.deviceReference} was ${was.status} for good, and is ${payment.status}`);
    }
  }

  #ends(payment: StoredPayment, changes: Changes): void {
    const { deviceReference: reference, status } = payment;
    const entry = this.#books.standing(reference);
    if (WITHOUT_MONEY.has(status)) {
      this.twoPhase.ended(payment);
      if (this.#books.left(reference) > 0n) this.fail(3, `${reference} ends as ${status}, and the bank has its money`);
      const last = (changes.events.get(payment.id) ?? []).filter((event) => event.type === 'state').at(-1);
      if (!last || !PROOFS.has(last.cause)) this.fail(3, `${reference} ends as ${status} by "${last?.cause ?? 'nothing'}", which is no proof`);
      return;
    }
    if (!entry || this.#books.left(reference) === 0n) return this.fail(10, `${reference} is ${status}, and the bank has no money of it`);
    const [answeredAs, tid] = [payment.result?.terminalTid ?? null, this.database.terminals.get(payment.terminalId)?.tid ?? null];
    if (answeredAs !== null && tid !== null && answeredAs !== tid) this.fail(10, `${reference} is approved by ${answeredAs}, and was sent to ${tid}`);
    const approved = payment.result?.approvedAmountMinor;
    if (approved !== entry.amountMinor) this.fail(10, `${reference} is approved over ${String(approved)}, the bank has ${entry.amountMinor}`);
    if (payment.result?.rrn != null && payment.result.rrn !== entry.rrn && !isListedReversal(payment, changes))
      this.fail(10, `${reference} carries the bank's reference of another payment`);
    if (JSON.stringify(payment.result, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).includes(PLANTED_CARD_NUMBER)) {
      this.fail(11, `the result of ${reference} holds a full card number`);
    }
  }

  /** Everything has come to rest: gateway, bank and PMS say the same, and nobody waits without end. */
  atRest(bank: SimulatedBank): void {
    const sums = new Map<string, bigint>();
    const add = (tid: string, kind: BankEntry['kind'], amountMinor: bigint): void => {
      const book = kind === 'preauthorization' ? `${tid} (reserved)` : tid;
      sums.set(book, (sums.get(book) ?? 0n) + (goesBack(kind) ? -amountMinor : amountMinor));
    };
    for (const entry of bank.ledger) {
      if (entry.reversed) continue;
      const payment = this.paymentOf(entry.reference) ?? this.twoPhase.undoneBy(entry.reference);
      if (!payment) this.fail(10, `the bank has money of ${entry.reference}, which nobody knows`);
      else if (payment.status !== 'manual_review') add(entry.tid, entry.kind, entry.amountMinor);
    }
    for (const payment of this.database.payments.values()) this.#rests(payment, bank, add);
    for (const [tid, left] of sums) if (left !== 0n) this.fail(10, `bank and gateway differ by ${left} on ${tid}`);
    this.closes.atRest();
    this.registry.atRest();
    for (const claim of this.database.claims.values())
      this.fail(9, `${claim.address} is still held by ${claim.paymentId ?? claim.commandId ?? claim.holder}`);
  }

  /** A device may have been closed over it, or was made silent about it. */
  #isExcused(payment: StoredPayment): boolean {
    return this.excused.has(payment.deviceReference) || this.twoPhase.isExcused(payment, this.excused) || this.closes.isClosedOver(payment);
  }

  #rests(payment: StoredPayment, bank: SimulatedBank, add: (tid: string, kind: BankEntry['kind'], amountMinor: bigint) => void): void {
    const { deviceReference: reference, status, id } = payment;
    const tid = this.database.terminals.get(payment.terminalId)?.tid ?? '';
    const told = this.told.get(id);
    if (told !== undefined && told !== status) this.fail(10, `the PMS was told ${told} of ${reference}, which is ${status}`);
    if (status === 'approved') {
      add(tid, payment.kind, -(payment.result?.approvedAmountMinor ?? 0n));
      if (bank.of(reference).length !== 1) this.fail(10, `${reference} is approved, and the bank has no money of it`);
    } else if (status === 'manual_review') {
      if (!this.#isExcused(payment)) this.fail(9, `${reference} waits for a person although its device could tell`);
    } else if (!isFinal(status)) {
      this.fail(9, `${reference} is still ${status}`);
    }
    const outbox = this.database.outbox.some((line) => line.paymentId === id && line.seq <= payment.lastSeq);
    if (outcomeOf(status) !== 'pending' && !outbox) this.fail(10, `nobody would be told that ${reference} is ${status}`);
  }
}

/** The bank's list names a reversal by the number of what it reverses, and that is all that such a void knows of its own. */
const isListedReversal = ({ id, kind, original, result }: StoredPayment, changes: Changes): boolean =>
  kind === 'void' &&
  result?.rrn === original?.rrn &&
  (changes.events.get(id) ?? []).some((event) => event.type === 'state' && event.cause === 'registry_proved');

const holdsCardNumber = (text: string): boolean => text.includes(PLANTED_CARD_NUMBER);
