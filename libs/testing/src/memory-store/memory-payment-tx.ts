import {
  amended,
  IntentConflict,
  postingOf,
  type ClaimRecord,
  type Contradiction,
  type DeviceAddress,
  type DuplicateQuery,
  type FolioPosting,
  type Hold,
  type NaturalKey,
  type NewCodeAlarm,
  type NewFrame,
  type NewPaymentAlarm,
  type NewQuarantine,
  type OutcomeUpdate,
  type PaymentAlarmKind,
  type PaymentEvent,
  type PaymentId,
  type PaymentIntent,
  type PaymentKind,
  type PaymentRecord,
  type PaymentTx,
  type PropertyId,
  type PropertyRecord,
  type TerminalId,
  type TerminalRecord,
} from '@payport/domain';
import { applyContradiction, applyEvents, applyOutcome, type StoredPayment } from './event-rules.ts';
import type { Changes, MemoryDatabase } from './memory-database.ts';
import { counts, endedWithoutMoney, isOpen, newestFirst, newPayment, withRefunds } from './memory-rows.ts';
import type { MemoryTransaction } from './memory-transaction.ts';

/** Of rows that may fit. */
type Ids = Iterable<PaymentId>;

const MONEY_TAKEN: ReadonlySet<PaymentKind> = new Set(['sale', 'capture']);

/** The payment rules' view of one transaction in memory: what is committed, and what it wrote itself. */
export class MemoryPaymentTx implements PaymentTx {
  readonly #db: MemoryDatabase;
  readonly #own: Changes;

  constructor(protected readonly tx: MemoryTransaction) {
    this.#db = tx.database;
    this.#own = tx.changes;
  }

  property(id: PropertyId, _currency: string): Promise<PropertyRecord | null> {
    return this.tx.run('property', () => this.#db.properties.get(id) ?? null);
  }

  terminal(propertyId: PropertyId, id: TerminalId): Promise<TerminalRecord | null> {
    return this.tx.run('terminal', () => {
      const terminal = this.#db.terminals.get(id);
      if (terminal?.propertyId !== propertyId) return null;
      const quarantine = this.#own.quarantines.get(id);
      return quarantine ? { ...terminal, quarantine } : terminal;
    });
  }

  claim(address: DeviceAddress): Promise<ClaimRecord | null> {
    return this.tx.run('claim', () => this.#claim(address));
  }

  claimOfPayment(id: PaymentId): Promise<ClaimRecord | null> {
    return this.tx.run('claim_of_payment', () => this.#claimOf(id));
  }

  byKey(propertyId: PropertyId, key: string): Promise<{ payment: PaymentRecord | null; params: PaymentIntent['params'] } | null> {
    return this.tx.run('by_key', () => {
      const known = this.#db.index.ofKey(propertyId, key);
      const [own] = this.#where(known, (payment) => payment.propertyId === propertyId && payment.idempotencyKey === key);
      if (own) return { payment: this.#read(own), params: own.params };
      const alias = this.#own.aliases.get(`${propertyId} ${key}`) ?? this.#db.aliases.get(`${propertyId} ${key}`);
      if (!alias) return null;
      const meant = alias.paymentId === null ? null : this.#payment(alias.paymentId);
      return { payment: meant && this.#read(meant), params: alias.params };
    });
  }

  byNaturalKey(key: NaturalKey): Promise<PaymentRecord | null> {
    return this.tx.run('by_natural_key', () => {
      const known = this.#db.index.ofPmsNumber(key.pmsTransactionNumber);
      const [found] = this.#where(known, (payment) => sameNaturalKey(payment, key) && !endedWithoutMoney(payment));
      return found ? this.#read(found) : null;
    });
  }

  find(propertyId: PropertyId, id: PaymentId): Promise<PaymentRecord | null> {
    return this.tx.run('find_of_property', () => {
      const payment = this.#payment(id);
      return payment?.propertyId === propertyId ? this.#read(payment) : null;
    });
  }

  lock(id: PaymentId): Promise<PaymentRecord | null> {
    return this.tx.run('lock', () =>
      this.#locked(id, () => {
        const payment = this.#payment(id);
        return payment && this.#read(payment);
      }),
    );
  }

  originalsByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    const known = (): Ids => this.#db.index.ofRrn(rrn);
    return this.#lockedOriginals('originals_by_rrn', known, (payment) => payment.propertyId === propertyId && payment.result?.rrn === rrn);
  }

  takenByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.tx.run('taken_by_rrn', () =>
      this.#where(
        this.#db.index.ofRrn(rrn),
        ({ kind, ...payment }) =>
          payment.propertyId === propertyId && payment.result?.rrn === rrn && (MONEY_TAKEN.has(kind) || kind === 'preauthorization'),
      ).map((payment) => this.#read(payment)),
    );
  }

  refundsOfForeignRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.tx.run('refunds_of_foreign_rrn', () =>
      this.#where(
        this.#db.payments.keys(),
        (payment) => payment.propertyId === propertyId && payment.original?.paymentId === null && payment.original.rrn === rrn && counts(payment),
      ).sort(newestFirst),
    );
  }

  originalsByConfirmation(propertyId: PropertyId, confirmationNumber: string, currency: string): Promise<readonly PaymentRecord[]> {
    return this.#lockedOriginals(
      'originals_by_confirmation',
      () => this.#db.index.ofConfirmation(confirmationNumber),
      (payment) =>
        payment.propertyId === propertyId && payment.reservation?.confirmationNumber === confirmationNumber && payment.currency === currency,
    );
  }

  batchClosedOver(payment: PaymentRecord): Promise<boolean> {
    return this.tx.run('batch_closed_over', () => {
      const sinceMs = payment.dispatchedAtMs ?? payment.createdAtMs;
      const closes = this.#db.closedSince(payment.terminalId, sinceMs);
      const known = this.#db.index.ofTerminal(payment.terminalId);
      return closes || this.#where(known, (other) => refusedAsClosed(other, payment)).some((other) => !this.#isRelease(other));
    });
  }

  openPayments(propertyId: PropertyId, confirmationNumber: string | null, pmsNumber: string | null): Promise<readonly PaymentRecord[]> {
    return this.#many(
      'open_payments',
      () => this.#db.index.open,
      (payment) => {
        if (payment.propertyId !== propertyId || !(isOpen(payment) || payment.status === 'manual_review')) return false;
        const sameFolio = confirmationNumber !== null && payment.reservation?.confirmationNumber === confirmationNumber;
        return sameFolio || (pmsNumber !== null && payment.pmsTransactionNumber === pmsNumber);
      },
    );
  }

  approvedOfFolio(query: DuplicateQuery & { readonly confirmationNumber: string }): Promise<readonly PaymentRecord[]> {
    return this.#many(
      'approved_of_folio',
      () => this.#db.index.ofConfirmation(query.confirmationNumber),
      (payment) =>
        payment.propertyId === query.propertyId &&
        payment.reservation?.confirmationNumber === query.confirmationNumber &&
        sameMoney(payment, query) &&
        payment.status === 'approved' &&
        (payment.finalAtMs ?? 0) > query.sinceMs,
    );
  }

  approvedOfPmsNumber(propertyId: PropertyId, pmsNumber: string, kind: PaymentKind): Promise<readonly PaymentRecord[]> {
    return this.#many(
      'approved_of_pms_number',
      () => this.#db.index.ofPmsNumber(pmsNumber),
      (payment) =>
        payment.propertyId === propertyId && payment.pmsTransactionNumber === pmsNumber && payment.kind === kind && payment.status === 'approved',
    );
  }

  recentOnTerminal(
    query: DuplicateQuery & { readonly terminalId: TerminalId; readonly workstation: string | null; readonly cashier: string | null },
  ): Promise<readonly PaymentRecord[]> {
    return this.#many(
      'recent_on_terminal',
      () => this.#db.index.ofTerminal(query.terminalId),
      (payment) =>
        payment.terminalId === query.terminalId &&
        sameMoney(payment, query) &&
        payment.createdAtMs > query.sinceMs &&
        payment.workstation === query.workstation &&
        payment.cashier === query.cashier &&
        !endedWithoutMoney(payment),
    );
  }

  insert(intent: PaymentIntent): Promise<void> {
    return this.tx.send('insert_payment', () => {
      const terminal = this.#db.terminals.get(intent.terminalId);
      if (!terminal || !this.#db.properties.has(intent.propertyId)) throw new Error('a payment of no terminal or property');
      return this.tx.under(uniqueKeys(intent), () => {
        const clash = this.#where(this.#alike(intent), (payment) => clashes(payment, intent));
        if (clash.length > 0) throw new IntentConflict('the intent was recorded meanwhile');
        return this.tx.under([`payment ${intent.id}`], () => {
          this.#own.inserted.add(intent.id);
          this.#own.payments.set(
            intent.id,
            newPayment(intent, { terminalName: terminal.name, timeZone: this.#db.properties.get(intent.propertyId)?.timeZone ?? 'UTC' }),
          );
        });
      });
    });
  }

  addAlias(intent: Pick<PaymentIntent, 'propertyId' | 'idempotencyKey' | 'params' | 'createdAtMs'>, paymentId: PaymentId): Promise<void> {
    const key = `${intent.propertyId} ${intent.idempotencyKey}`;
    return this.tx.run('add_alias', async () => {
      await this.tx.lock(`alias ${key}`);
      if (this.#own.aliases.has(key) || this.#db.aliases.has(key)) throw new IntentConflict('the key was taken meanwhile');
      this.#own.aliases.set(key, { paymentId, params: intent.params });
    });
  }

  append(...events: readonly PaymentEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return Promise.resolve();
    return this.#change('append_events', first.paymentId, (payment) => {
      const moved = applyEvents(payment, events);
      this.#own.events.set(first.paymentId, [...(this.#own.events.get(first.paymentId) ?? []), ...events]);
      return moved;
    });
  }

  saveOutcome(id: PaymentId, update: OutcomeUpdate): Promise<void> {
    return this.#change('save_outcome', id, (payment) => applyOutcome(payment, update));
  }

  postings(id: PaymentId): Promise<readonly FolioPosting[]> {
    return this.tx.run('postings', () =>
      [...(this.#db.events.get(id) ?? []), ...(this.#own.events.get(id) ?? [])].flatMap((event) => postingOf(event) ?? []),
    );
  }

  savePosting(id: PaymentId, posting: FolioPosting): Promise<void> {
    return this.#change('save_posting', id, (payment) => amended(payment, { posting }));
  }

  saveHold(id: PaymentId, hold: Hold): Promise<void> {
    return this.#change('save_hold', id, (payment) => amended(payment, { hold }));
  }

  saveContradiction(id: PaymentId, contradiction: Contradiction): Promise<void> {
    return this.#change('save_contradiction', id, (payment) => {
      const events = [...(this.#db.events.get(id) ?? []), ...(this.#own.events.get(id) ?? [])];
      return applyContradiction(payment, contradiction, events);
    });
  }

  /** As the database has it for a hotel that set nothing else. */
  confirmLimitMs(): Promise<number> {
    return this.tx.run('confirm_limit', () => 60_000);
  }

  events(id: PaymentId): Promise<readonly PaymentEvent[]> {
    return this.tx.run('events', () => [...(this.#db.events.get(id) ?? []), ...(this.#own.events.get(id) ?? [])]);
  }

  /** The audit is Postgres' own: nothing of money is read from it. */
  addAudit(): Promise<void> {
    return this.tx.send('payment_audit', () => undefined);
  }

  quarantineTerminal({ alarm, ...quarantine }: NewQuarantine): Promise<void> {
    return this.tx.send('quarantine_terminal', async () => {
      await this.tx.lock(`terminal ${alarm.terminalId}`);
      if (this.#db.terminals.get(alarm.terminalId)?.quarantine) return;
      if (!this.#own.quarantines.has(alarm.terminalId)) this.#own.quarantines.set(alarm.terminalId, quarantine);
    });
  }

  raisePaymentAlarm(alarm: NewPaymentAlarm): Promise<void> {
    return this.tx.send('raise_payment_alarm', async () => {
      const key = `${alarm.paymentId} ${alarm.kind}` as const;
      await this.tx.lock(`alarm ${key}`);
      const open = this.#own.alarms.has(key) ? this.#own.alarms.get(key) : this.#db.alarms.get(key);
      if (!open) this.#own.alarms.set(key, alarm);
    });
  }

  raiseCodeAlarm(alarm: NewCodeAlarm): Promise<void> {
    return this.tx.send('raise_code_alarm', async () => {
      const key = `${alarm.terminalId} ${alarm.code}` as const;
      await this.tx.lock(`alarm ${key}`);
      if (!this.#db.codeAlarms.has(key)) this.#own.codeAlarms.set(key, alarm);
    });
  }

  clearPaymentAlarms(id: PaymentId, kinds: readonly PaymentAlarmKind[]): Promise<void> {
    return this.tx.send('clear_payment_alarms', () => {
      for (const kind of kinds) this.#own.alarms.set(`${id} ${kind}`, null);
    });
  }

  countRecoveryAttempt(id: PaymentId): Promise<void> {
    return this.#change('count_attempt', id, (payment) => amended(payment, { recoveryAttempts: payment.recoveryAttempts + 1 }));
  }

  addFrames(payment: Pick<PaymentRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void> {
    if (frames.length === 0) return Promise.resolve();
    return this.tx.send('add_frame', () => {
      for (const frame of frames) this.#own.frames.push({ paymentId: payment.id, terminalId: payment.terminalId, frame });
    });
  }

  addOutbox(topic: string, payment: Pick<PaymentRecord, 'id' | 'propertyId'>, seq: number, atMs: number): Promise<void> {
    return this.tx.send('add_outbox', () => {
      this.#own.outbox.push({ topic, paymentId: payment.id, propertyId: payment.propertyId, seq, atMs });
    });
  }

  takeClaim(claim: Omit<ClaimRecord, 'fencingToken'>): Promise<bigint | null> {
    const take = (): bigint | null => {
      if (this.#claim(claim.address) !== null) {
        if (!this.#own.claims.has(claim.address)) this.tx.unlock(`claim ${claim.address}`);
        return null;
      }
      if (claim.paymentId !== null && this.#claimOf(claim.paymentId)) throw new Error('a payment holds one device only');
      const fencingToken = this.#db.nextToken();
      const { address, terminalId, holder, paymentId, commandId, cashier, instanceId, takenAtMs } = claim;
      this.#own.claims.set(address, { address, terminalId, holder, paymentId, commandId, cashier, instanceId, fencingToken, takenAtMs });
      return fencingToken;
    };
    return this.tx.run('take_claim', () => this.tx.under([`claim ${claim.address}`], take));
  }

  releaseClaim(paymentId: PaymentId): Promise<void> {
    return this.tx.send('release_claim', () => {
      const held = this.#claimOf(paymentId);
      if (!held) return;
      return this.tx.under([`claim ${held.address}`], () => {
        if (this.#claim(held.address)?.paymentId === paymentId) this.#own.claims.set(held.address, null);
      });
    });
  }

  /** For what extends this view. */
  protected read(id: PaymentId): PaymentRecord | null {
    const payment = this.#payment(id);
    return payment && this.#read(payment);
  }

  #payment(id: PaymentId): StoredPayment | null {
    return this.#own.payments.get(id) ?? this.#db.payments.get(id) ?? null;
  }

  /** Does it under the payment's lock; of a payment that does not exist there is nothing to lock. */
  #locked<T>(id: PaymentId, work: () => T | Promise<T>): T | Promise<T> {
    return this.#payment(id) ? this.tx.under([`payment ${id}`], work) : work();
  }

  #change(name: string, id: PaymentId, change: (payment: StoredPayment) => StoredPayment): Promise<void> {
    return this.tx.send(name, () =>
      this.#locked(id, () => {
        const payment = this.#payment(id);
        if (!payment) throw new Error(`payment ${id} does not exist`);
        this.#own.payments.set(id, change(payment));
      }),
    );
  }

  /** Among the committed rows of these ids, and the transaction's own. */
  #where(ids: Ids, condition: (payment: StoredPayment) => boolean): StoredPayment[] {
    const found: StoredPayment[] = [];
    for (const id of ids) {
      const payment = this.#own.payments.has(id) ? undefined : this.#db.payments.get(id);
      if (payment && condition(payment)) found.push(payment);
    }
    if (this.#own.payments.size > 0) for (const payment of this.#own.payments.values()) if (condition(payment)) found.push(payment);
    return found;
  }

  /** Every committed row that a unique index could hold against the newcomer. */
  #alike({ id, propertyId, idempotencyKey, terminalId, deviceReference, pmsTransactionNumber }: Keyed): Ids {
    const { index } = this.#db;
    const natural = pmsTransactionNumber === null ? [] : index.ofPmsNumber(pmsTransactionNumber);
    return new Set([id, ...index.ofKey(propertyId, idempotencyKey), ...index.ofReference(terminalId, deviceReference), ...natural]);
  }

  /** `ids` is asked when the statement runs. */
  #many(name: string, ids: () => Ids, condition: (payment: StoredPayment) => boolean): Promise<readonly PaymentRecord[]> {
    return this.tx.run(name, () =>
      this.#where(ids(), condition)
        .sort(newestFirst)
        .map((payment) => this.#read(payment)),
    );
  }

  /** Locks first and reads after, so that no sum of refunds is older than the lock. */
  #lockedOriginals(name: string, known: () => Ids, condition: (payment: StoredPayment) => boolean): Promise<readonly PaymentRecord[]> {
    const wanted = (payment: StoredPayment): boolean => MONEY_TAKEN.has(payment.kind) && payment.status === 'approved' && condition(payment);
    return this.tx.run(name, async () => {
      const ids = this.#where(known(), wanted)
        .map((payment) => payment.id)
        .sort();
      for (const id of ids) await this.tx.lock(`payment ${id}`);
      return ids.flatMap((id) => {
        const payment = this.#payment(id);
        return payment ? [this.#read(payment)] : [];
      });
    });
  }

  #read(payment: StoredPayment): PaymentRecord {
    const known = this.#db.refundsOf(payment.id);
    if (known.length === 0 && this.#own.inserted.size === 0) return payment;
    const refunds = new Set(known);
    for (const own of this.#own.payments.values()) if (own.original?.paymentId === payment.id) refunds.add(own.id);
    return withRefunds(
      payment,
      [...refunds].flatMap((id) => this.#payment(id) ?? []),
    );
  }

  #isRelease({ original }: StoredPayment): boolean {
    return original !== null && original.paymentId !== null && this.#payment(original.paymentId)?.kind === 'preauthorization';
  }

  #claim(address: DeviceAddress): ClaimRecord | null {
    const own = this.#own.claims.get(address);
    return own === undefined ? (this.#db.claims.get(address) ?? null) : own;
  }

  #claimOf(id: PaymentId): ClaimRecord | null {
    for (const claim of this.#own.claims.values()) if (claim?.paymentId === id) return claim;
    for (const claim of this.#db.claims.values()) if (claim.paymentId === id && !this.#own.claims.has(claim.address)) return claim;
    return null;
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

const naturalKey = (of: Natural): string =>
  of.pmsTransactionNumber === null
    ? 'none'
    : `unique natural ${of.propertyId} ${of.pmsTransactionNumber} ${of.kind} ${of.terminalId} ${of.amountMinor} ${of.currency}`;

type Keyed = Pick<
  PaymentIntent,
  'id' | 'propertyId' | 'idempotencyKey' | 'terminalId' | 'deviceReference' | 'pmsTransactionNumber' | 'kind' | 'amountMinor' | 'currency'
>;

const uniqueKeys = (payment: Keyed): string[] => [
  `unique id ${payment.id}`,
  `unique key ${payment.propertyId} ${payment.idempotencyKey}`,
  `unique reference ${payment.terminalId} ${payment.deviceReference}`,
  ...(payment.pmsTransactionNumber === null ? [] : [naturalKey(payment)]),
];

type Natural = Omit<NaturalKey, 'pmsTransactionNumber'> & { readonly pmsTransactionNumber: string | null };

const sameNaturalKey = (one: Natural, other: Natural): boolean =>
  one.pmsTransactionNumber !== null &&
  one.pmsTransactionNumber === other.pmsTransactionNumber &&
  one.propertyId === other.propertyId &&
  one.kind === other.kind &&
  one.terminalId === other.terminalId &&
  one.amountMinor === other.amountMinor &&
  one.currency === other.currency;

/** Whether a unique index would refuse the newcomer. The natural key is free again after an end without money. */
const clashes = (payment: StoredPayment, intent: Keyed): boolean =>
  payment.id === intent.id ||
  (payment.idempotencyKey === intent.idempotencyKey && payment.propertyId === intent.propertyId) ||
  (payment.deviceReference === intent.deviceReference && payment.terminalId === intent.terminalId) ||
  (sameNaturalKey(payment, intent) && !endedWithoutMoney(payment));
