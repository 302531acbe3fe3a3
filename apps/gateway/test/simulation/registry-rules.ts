import { CONTRADICTED, isFinal, type PaymentEvent, type PaymentId } from '@payport/domain';
import type { Changes, MemoryDatabase, StoredPayment } from '@payport/testing';
import type { BankEntry } from './bank/simulated-bank.ts';
import type { Faults } from './faults.ts';

interface Truth {
  /** References of the orders that it is about; of none: of somebody who used the terminal by hand. */
  readonly about: readonly string[];
  /** It has a twin, so that nobody can say which of the two is whose. */
  readonly ambiguous: boolean;
}

/**
 * Rule 16: what the bank lists settles the payment that it is about and no other, nothing where it is ambiguous, and changes
 * no final state: there it is written down and an alarm raised.
 */
export class RegistryRules {
  readonly #truths = new Map<string, Truth>();
  readonly #contradicted = new Set<string>();
  /** How many of the bank's operations with each order are in no list yet. */
  readonly #unlisted = new Map<string, number>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly faults: Faults,
    private readonly fail: (rule: number, what: string) => void,
    readonly paymentOf: (reference: string) => StoredPayment | undefined,
  ) {}

  /** An operation with these orders will be in a list, or is there now (−1). */
  expected(about: readonly string[], by = 1): void {
    for (const reference of about) this.#unlisted.set(reference, (this.#unlisted.get(reference) ?? 0) + by);
  }

  listed(line: string, truth: Truth): void {
    this.#truths.set(line, truth);
  }

  /** A list that is wrong about what nobody doubts may be told; about anything else it would be the proof. */
  mayBeContradicted({ reference, rrn, kind, reversed }: BankEntry): boolean {
    const payment = this.paymentOf(reference);
    // What was given back since stands in the list too, and then both together are to be read.
    if (payment && this.database.refundsOf(payment.id).length > 0) return false;
    return !reversed && (kind === 'sale' || kind === 'capture') && payment?.status === 'approved' && payment.result?.rrn === rrn;
  }

  /** Nobody asks a device about it any more. */
  isDecided(reference: string): boolean {
    const status = this.paymentOf(reference)?.status;
    return status !== undefined && (isFinal(status) || status === 'manual_review');
  }

  contradicts(reference: string): void {
    this.#contradicted.add(reference);
  }

  committed(changes: Changes): void {
    for (const [id, events] of changes.events) {
      const payment = this.database.payments.get(id);
      for (const event of events) {
        if (payment && event.cause === 'registry_proved') this.#proved(payment, event);
        if (payment && event.cause === CONTRADICTED) this.#contradictedBy(payment, event, changes);
      }
    }
  }

  #proved({ deviceReference }: StoredPayment, event: PaymentEvent): void {
    this.faults.seen('registry_settled');
    for (const line of linesOf(event)) {
      const truth = this.#truths.get(line);
      if (!truth?.about.includes(deviceReference)) {
        this.fail(16, `${deviceReference} was settled by ${line}, which is about ${truth?.about.join() || 'a stranger'}`);
      }
      if (truth?.ambiguous) this.fail(16, `${deviceReference} was settled by ${line}, which could be about another`);
    }
  }

  #contradictedBy({ id, deviceReference, status }: StoredPayment, event: PaymentEvent, changes: Changes): void {
    this.faults.seen('registry_contradicted');
    if (event.from !== event.to || event.to !== status) this.fail(16, `a contradiction moved ${deviceReference} to ${event.to}`);
    if (this.#contradicted.has(deviceReference)) {
      const told = changes.alarms.get(`${id} payment_contradicted`) ?? this.#isAlarmed(id);
      if (!told) this.fail(16, `nobody is told that ${deviceReference} is contradicted`);
    } else if ((this.#unlisted.get(deviceReference) ?? 0) === 0 && changes.alarms.get(`${id} payment_contradicted`) !== null) {
      // A sale in one file whose reversal comes in a later one is contradicted in between, and the later one clears that.
      this.fail(16, `${deviceReference} is contradicted by ${linesOf(event).join()}, which is right`);
    }
  }

  /** All lists have been read. */
  atRest(): void {
    for (const reference of this.#contradicted) {
      const payment = this.paymentOf(reference);
      if (!payment || payment.contradiction === null || !this.#isAlarmed(payment.id)) {
        this.fail(16, `the bank's list contradicts ${reference}, and nobody noticed`);
      }
    }
    for (const { deviceReference, id } of this.database.payments.values()) {
      if (this.#isAlarmed(id) && !this.#contradicted.has(deviceReference))
        this.fail(16, `${deviceReference} is as the bank has it, and is alarmed about`);
    }
  }

  #isAlarmed(id: PaymentId): boolean {
    return this.database.alarms.has(`${id} payment_contradicted`);
  }
}

const linesOf = ({ evidence }: PaymentEvent): readonly string[] => (evidence['lines'] as readonly string[] | undefined) ?? [];
