import {
  postingOf,
  type ClaimRecord,
  type DeviceAddress,
  type DuplicateQuery,
  type FolioPosting,
  type NaturalKey,
  type PaymentEvent,
  type PaymentId,
  type PaymentIntent,
  type PaymentKind,
  type PaymentRecord,
  type PropertyId,
  type PropertyRecord,
  type TerminalId,
  type TerminalRecord,
} from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import { counts, endedWithoutMoney, isOpen, newestFirst } from './memory-rows.ts';
import { MemoryPaymentView, type Ids } from './memory-payment-view.ts';
import { sameNaturalKey } from './memory-keys.ts';

const MONEY_TAKEN: ReadonlySet<PaymentKind> = new Set(['sale', 'capture']);

/** What the payment rules ask of one transaction in memory. */
export class MemoryPaymentReads extends MemoryPaymentView {
  property(id: PropertyId, _currency: string): Promise<PropertyRecord | null> {
    return this.tx.run('property', () => this.db.properties.get(id) ?? null);
  }

  terminal(propertyId: PropertyId, id: TerminalId): Promise<TerminalRecord | null> {
    return this.tx.run('terminal', () => {
      const terminal = this.db.terminals.get(id);
      if (terminal?.propertyId !== propertyId) return null;
      const quarantine = this.own.quarantines.get(id);
      return quarantine ? { ...terminal, quarantine } : terminal;
    });
  }

  claim(address: DeviceAddress): Promise<ClaimRecord | null> {
    return this.tx.run('claim', () => this.claimAt(address));
  }

  claimOfPayment(id: PaymentId): Promise<ClaimRecord | null> {
    return this.tx.run('claim_of_payment', () => this.claimHeldBy(id));
  }

  byKey(propertyId: PropertyId, key: string): Promise<{ payment: PaymentRecord | null; params: PaymentIntent['params'] } | null> {
    return this.tx.run('by_key', () => {
      const known = this.db.index.ofKey(propertyId, key);
      const [own] = this.where(known, (payment) => payment.propertyId === propertyId && payment.idempotencyKey === key);
      if (own) return { payment: this.shown(own), params: own.params };
      const alias = this.own.aliases.get(`${propertyId} ${key}`) ?? this.db.aliases.get(`${propertyId} ${key}`);
      if (!alias) return null;
      const meant = alias.paymentId === null ? null : this.stored(alias.paymentId);
      return { payment: meant && this.shown(meant), params: alias.params };
    });
  }

  byNaturalKey(key: NaturalKey): Promise<PaymentRecord | null> {
    return this.tx.run('by_natural_key', () => {
      const known = this.db.index.ofPmsNumber(key.pmsTransactionNumber);
      const [found] = this.where(known, (payment) => sameNaturalKey(payment, key) && !endedWithoutMoney(payment));
      return found ? this.shown(found) : null;
    });
  }

  find(propertyId: PropertyId, id: PaymentId): Promise<PaymentRecord | null> {
    return this.tx.run('find_of_property', () => {
      const payment = this.stored(id);
      return payment?.propertyId === propertyId ? this.shown(payment) : null;
    });
  }

  lock(id: PaymentId): Promise<PaymentRecord | null> {
    return this.tx.run('lock', () =>
      this.underLock(id, () => {
        const payment = this.stored(id);
        return payment && this.shown(payment);
      }),
    );
  }

  originalsByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    const known = (): Ids => this.db.index.ofRrn(rrn);
    return this.lockedOriginals('originals_by_rrn', known, (payment) => payment.propertyId === propertyId && payment.result?.rrn === rrn);
  }

  takenByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.tx.run('taken_by_rrn', () =>
      this.where(
        this.db.index.ofRrn(rrn),
        ({ kind, ...payment }) =>
          payment.propertyId === propertyId && payment.result?.rrn === rrn && (MONEY_TAKEN.has(kind) || kind === 'preauthorization'),
      ).map((payment) => this.shown(payment)),
    );
  }

  refundsOfForeignRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.tx.run('refunds_of_foreign_rrn', () =>
      this.where(
        this.db.payments.keys(),
        (payment) => payment.propertyId === propertyId && payment.original?.paymentId === null && payment.original.rrn === rrn && counts(payment),
      ).sort(newestFirst),
    );
  }

  originalsByConfirmation(propertyId: PropertyId, confirmationNumber: string, currency: string): Promise<readonly PaymentRecord[]> {
    return this.lockedOriginals(
      'originals_by_confirmation',
      () => this.db.index.ofConfirmation(confirmationNumber),
      (payment) =>
        payment.propertyId === propertyId && payment.reservation?.confirmationNumber === confirmationNumber && payment.currency === currency,
    );
  }

  batchClosedOver(payment: PaymentRecord): Promise<boolean> {
    return this.tx.run('batch_closed_over', () => {
      const sinceMs = payment.dispatchedAtMs ?? payment.createdAtMs;
      const closes = this.db.closedSince(payment.terminalId, sinceMs);
      const known = this.db.index.ofTerminal(payment.terminalId);
      return closes || this.where(known, (other) => refusedAsClosed(other, payment)).some((other) => !this.isRelease(other));
    });
  }

  openPayments(propertyId: PropertyId, confirmationNumber: string | null, pmsNumber: string | null): Promise<readonly PaymentRecord[]> {
    return this.many(
      'open_payments',
      () => this.db.index.open,
      (payment) => {
        if (payment.propertyId !== propertyId || !(isOpen(payment) || payment.status === 'manual_review')) return false;
        const sameFolio = confirmationNumber !== null && payment.reservation?.confirmationNumber === confirmationNumber;
        return sameFolio || (pmsNumber !== null && payment.pmsTransactionNumber === pmsNumber);
      },
    );
  }

  approvedOfFolio(query: DuplicateQuery & { readonly confirmationNumber: string }): Promise<readonly PaymentRecord[]> {
    return this.many(
      'approved_of_folio',
      () => this.db.index.ofConfirmation(query.confirmationNumber),
      (payment) =>
        payment.propertyId === query.propertyId &&
        payment.reservation?.confirmationNumber === query.confirmationNumber &&
        sameMoney(payment, query) &&
        payment.status === 'approved' &&
        (payment.finalAtMs ?? 0) > query.sinceMs,
    );
  }

  approvedOfPmsNumber(propertyId: PropertyId, pmsNumber: string, kind: PaymentKind): Promise<readonly PaymentRecord[]> {
    return this.many(
      'approved_of_pms_number',
      () => this.db.index.ofPmsNumber(pmsNumber),
      (payment) =>
        payment.propertyId === propertyId && payment.pmsTransactionNumber === pmsNumber && payment.kind === kind && payment.status === 'approved',
    );
  }

  recentOnTerminal(
    query: DuplicateQuery & { readonly terminalId: TerminalId; readonly workstation: string | null; readonly cashier: string | null },
  ): Promise<readonly PaymentRecord[]> {
    return this.many(
      'recent_on_terminal',
      () => this.db.index.ofTerminal(query.terminalId),
      (payment) =>
        payment.terminalId === query.terminalId &&
        sameMoney(payment, query) &&
        payment.createdAtMs > query.sinceMs &&
        payment.workstation === query.workstation &&
        payment.cashier === query.cashier &&
        !endedWithoutMoney(payment),
    );
  }

  postings(id: PaymentId): Promise<readonly FolioPosting[]> {
    return this.tx.run('postings', () =>
      [...(this.db.events.get(id) ?? []), ...(this.own.events.get(id) ?? [])].flatMap((event) => postingOf(event) ?? []),
    );
  }

  /** As the database has it for a hotel that set nothing else. */
  confirmLimitMs(): Promise<number> {
    return this.tx.run('confirm_limit', () => 60_000);
  }

  events(id: PaymentId): Promise<readonly PaymentEvent[]> {
    return this.tx.run('events', () => [...(this.db.events.get(id) ?? []), ...(this.own.events.get(id) ?? [])]);
  }

  /** Locks first and reads after, so that no sum of refunds is older than the lock. */
  private lockedOriginals(name: string, known: () => Ids, condition: (payment: StoredPayment) => boolean): Promise<readonly PaymentRecord[]> {
    const wanted = (payment: StoredPayment): boolean => MONEY_TAKEN.has(payment.kind) && payment.status === 'approved' && condition(payment);
    return this.tx.run(name, async () => {
      const ids = this.where(known(), wanted)
        .map((payment) => payment.id)
        .sort();
      for (const id of ids) await this.tx.lock(`payment ${id}`);
      return ids.flatMap((id) => {
        const payment = this.stored(id);
        return payment ? [this.shown(payment)] : [];
      });
    });
  }
}

const sameMoney = (payment: StoredPayment, query: DuplicateQuery): boolean =>
  payment.kind === query.kind && payment.amountMinor === query.amountMinor && payment.currency === query.currency;

/** The terminal refused a void because of its closed batch; "not found" says it of that one payment only. */
function refusedAsClosed(attempt: StoredPayment, of: PaymentRecord): boolean {
  const original = attempt.original?.paymentId ?? null;
  if (original === null || attempt.terminalId !== of.terminalId || attempt.kind !== 'void' || attempt.status !== 'declined') return false;
  if (attempt.decline?.code === 'batch_closed') return original >= of.id;
  return attempt.decline?.code === 'original_not_found' && original === of.id;
}
