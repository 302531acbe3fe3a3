import type { PaymentId, PaymentRecord } from '@payport/domain';
import type { Changes, MemoryDatabase, StoredPayment } from '@payport/testing';
import type { LastStep } from './bank/last-operation.ts';
import type { BankOrder } from './bank/simulated-bank.ts';

const BEFORE_HELD = new Set(['dispatched', 'in_progress', 'cancelling', 'unknown']);
const UNDOING = new Set(['reversing', 'reversal_unknown']);

/** Rule 12: what is confirmed is only committed, what is not is never. Knows the durable marks of every step. */
export class TwoPhaseRules {
  readonly #voids = new Map<string, PaymentId>();
  readonly #undos = new Map<string, PaymentId>();
  readonly #kept = new Set<PaymentId>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly fail: (rule: number, what: string) => void,
  ) {}

  committed(changes: Changes, before: ReadonlyMap<PaymentId, StoredPayment>): void {
    for (const [id, events] of changes.events) {
      for (const { cause, evidence } of events) {
        if (cause !== 'step_sent') continue;
        if (evidence['step'] === 'void') this.#voids.set(String(evidence['reference']), id);
        if (evidence['step'] === 'undo') this.#undos.set(String(evidence['reference']), id);
      }
    }
    for (const [id, payment] of changes.payments) {
      const was = before.get(id)?.hold?.confirmedAs ?? null;
      if (was !== null && payment.hold?.confirmedAs !== was) this.fail(12, `${payment.deviceReference} was confirmed as ${was} and no more`);
      if (was !== null && (UNDOING.has(payment.status) || payment.status === 'reversed') && payment.status !== before.get(id)?.status) {
        if (!this.#wasLeftToPeople(id)) this.fail(12, `${payment.deviceReference} is ${payment.status} although it was confirmed`);
      }
      if (payment.status === 'approved' && before.get(id)?.status === 'held' && was === null) {
        this.fail(12, `${payment.deviceReference} is approved without a confirmation`);
      }
    }
  }

  /** The payment that a void of ours undoes: such a void is no payment. */
  undoneBy(reference: string): StoredPayment | undefined {
    const id = this.#voids.get(reference);
    return id === undefined ? undefined : this.database.payments.get(id);
  }

  /** One of its voids is such that its device would not say what became of it. */
  isExcused(payment: StoredPayment, excused: ReadonlySet<string>): boolean {
    return [...this.#voids].some(([reference, id]) => id === payment.id && excused.has(reference));
  }

  /** A void appears on a device: only of what is being undone, whole, under its claim. */
  voided(order: BankOrder, payment: StoredPayment): void {
    if (!UNDOING.has(payment.status)) this.fail(12, `${payment.deviceReference} is voided although it is ${payment.status}`);
    if (payment.hold?.confirmedAs != null) this.fail(12, `${payment.deviceReference} is voided although it was confirmed`);
    if (order.kind !== 'void' || order.amountMinor !== payment.result?.approvedAmountMinor || order.originalRrn !== payment.result.rrn) {
      this.fail(2, `${order.reference} was sent as another order`);
    }
  }

  /** An emergency reversal reaches a device, whose last operation is that order: what people ordered, durable, and nothing else. */
  reversedAtOnce(reference: string, last: string | null): StoredPayment | null {
    const id = this.#undos.get(reference);
    const payment = id === undefined ? undefined : this.database.payments.get(id);
    if (!payment) {
      this.fail(2, `${reference} was sent to undo ${last ?? 'nothing'} before it was durable`);
      return null;
    }
    const { deviceReference, status } = payment;
    if (!UNDOING.has(status)) this.fail(12, `${deviceReference} is undone at the terminal although it is ${status}`);
    if (last !== null && last !== deviceReference) this.fail(12, `${last} was undone instead of ${deviceReference}`);
    if ([...this.#undos.values()].filter((other) => other === id).length > 1) this.fail(1, `${deviceReference} was undone twice`);
    return payment;
  }

  /** A step reaches the device and changes something there. */
  stepped(step: LastStep, payment: StoredPayment | undefined): void {
    if (!payment) return this.fail(12, `${step} of an operation that nobody knows`);
    const { deviceReference: reference, status, hold } = payment;
    const confirmed = (hold?.confirmedAs ?? null) !== null;
    const right = {
      // A gateway that has lost the payment to another one may still say it; whether it was suspended is then not known.
      suspend: payment.confirmation === 'pms' && (BEFORE_HELD.has(status) || (status === 'held' && hold?.suspended === null)),
      commit: confirmed && status === 'held',
      rollback: !confirmed && UNDOING.has(status),
    }[step];
    if (!right) this.fail(12, `${step} of ${reference}, which is ${status}${confirmed ? ' and confirmed' : ''}`);
  }

  /** The PMS was told that its confirmation is kept. */
  confirmed(payment: PaymentRecord): void {
    if (this.database.payments.get(payment.id)?.hold?.confirmedAs == null)
      this.fail(12, `a confirmation of ${payment.id} was answered and is not kept`);
    this.#kept.add(payment.id);
  }

  ended(payment: StoredPayment): void {
    if (this.#kept.has(payment.id) && payment.status === 'reversed' && !this.#wasLeftToPeople(payment.id)) {
      this.fail(12, `${payment.deviceReference} was confirmed to the PMS, and is reversed`);
    }
  }

  #wasLeftToPeople(id: PaymentId): boolean {
    return (this.database.events.get(id) ?? []).some(({ to }) => to === 'manual_review');
  }
}
