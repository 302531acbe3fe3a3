import {
  FOLIO_POSTED,
  IntentConflict,
  isFinal,
  PAYMENT_STATUSES,
  postingOf,
  together,
  type ClaimRecord,
  type Contradiction,
  type DeviceAddress,
  type DuplicateQuery,
  type FolioPosting,
  type Hold,
  type NaturalKey,
  type NewClaim,
  type NewCodeAlarm,
  type NewFrame,
  type NewPaymentAlarm,
  type NewQuarantine,
  type OutcomeUpdate,
  type PaymentAlarmKind,
  type PaymentAudit,
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
import type { PoolClient, QueryResultRow } from 'pg';
import { insertIntent, isUniqueViolation } from './payment-insert.ts';
import type { SentStatements } from './sent-statements.ts';
import {
  CLAIM_SELECT,
  PAYMENT_SELECT,
  toClaim,
  toEvent,
  toPayment,
  toProperty,
  toTerminal,
  WITHOUT_MONEY,
  type ClaimRow,
  type EventRow,
  type PaymentRow,
  type PropertyRow,
  type TerminalRow,
} from './payment-rows.ts';

/**
 * Not final. A parameter, not words in the statement: it must not fit the partial index of open payments, which holds those
 * of all folios and whose statistics lag behind in a busy hour.
 */
const OPEN = PAYMENT_STATUSES.filter((status) => !isFinal(status));
/**
 * "Not found" says it of that one payment only. Ids are ordered by time: a void is younger than what it undoes. A refused
 * release tells nothing: reservations do not belong to a batch.
 */
const BATCH_CLOSED_OVER = `
  select exists (
    select from terminal_command where terminal_id = $1 and kind = 'settlement' and status = 'done' and dispatched_at >= $2
  ) or exists (
    select from payment v
    where v.terminal_id = $1 and v.id > $3 and v.kind = 'void' and v.status = 'declined' and (
      (v.decline ->> 'code' = 'batch_closed' and v.original_payment_id >= $3)
      or (v.decline ->> 'code' = 'original_not_found' and v.original_payment_id = $3))
      and not exists (select from payment o where o.id = v.original_payment_id and o.kind = 'preauthorization')
  ) as closed`;
const QUARANTINE = `
  with taken as (
    update terminal set quarantine_reason = $2, quarantine_since = $3, quarantine_detail = $4 where id = $1 and quarantine_since is null returning id)
  insert into alarm (id, property_id, terminal_id, kind, severity, since, text)
  select $5, $6, taken.id, $7, $8, $3, $9 from taken
  on conflict (property_id, terminal_id, kind) where cleared_at is null and terminal_code is null do nothing`;
const RAISE_PAYMENT_ALARM = `
  insert into alarm (id, property_id, payment_id, kind, severity, since, text) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (payment_id, kind) where cleared_at is null and payment_id is not null do nothing`;
/** That it goes on is kept by the hour: each question about a payment may bring the same code again. */
const RAISE_CODE_ALARM = `
  insert into alarm (id, property_id, terminal_id, terminal_code, kind, severity, since, text, seen_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $7)
  on conflict (terminal_id, terminal_code) where cleared_at is null and terminal_code is not null
  do update set seen_at = excluded.seen_at where alarm.seen_at < excluded.seen_at - interval '1 hour'`;
const date = (ms: number): Date => new Date(ms);

/** The payment rules' view of one Postgres transaction. Every statement is prepared once per connection. */
export class PgPaymentTx implements PaymentTx {
  constructor(
    protected readonly client: PoolClient,
    protected readonly sent: SentStatements,
  ) {}

  /** A write whose answer nobody needs: sent at once, its failure told by the next read, or by the commit. */
  protected write(name: string, text: string, values: readonly unknown[]): Promise<void> {
    this.sent.add(this.client.query({ name, text, values: [...values] }));
    return Promise.resolve();
  }

  protected async rows<R extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<R[]> {
    return (await this.client.query<R>({ name, text, values: [...values] })).rows;
  }

  protected async payments(name: string, where: string, values: readonly unknown[]): Promise<PaymentRecord[]> {
    return (await this.rows<PaymentRow>(name, `${PAYMENT_SELECT} ${where}`, values)).map(toPayment);
  }

  async property(id: PropertyId, currency: string): Promise<PropertyRecord | null> {
    const [row] = await this.rows<PropertyRow>(
      'property',
      `select p.id, p.name, p.time_zone, p.currency, p.currencies, l.max_sale_minor, l.max_refund_minor
       from property p left join property_limit l on l.property_id = p.id and l.currency = $2 where p.id = $1`,
      [id, currency],
    );
    return row ? toProperty(row) : null;
  }

  /** Locked against a change of its connection: an order must not go to the old device while the new one is stored. */
  async terminal(propertyId: PropertyId, id: TerminalId): Promise<TerminalRecord | null> {
    const [row] = await this.rows<TerminalRow>('terminal', 'select * from terminal where id = $1 and property_id = $2 for key share', [
      id,
      propertyId,
    ]);
    return row ? toTerminal(row) : null;
  }

  async claim(address: DeviceAddress): Promise<ClaimRecord | null> {
    const [row] = await this.rows<ClaimRow>('claim', `${CLAIM_SELECT} where c.address = $1`, [address]);
    return row ? toClaim(row) : null;
  }

  async claimOfPayment(id: PaymentId): Promise<ClaimRecord | null> {
    const [row] = await this.rows<ClaimRow>('claim_of_payment', `${CLAIM_SELECT} where c.payment_id = $1`, [id]);
    return row ? toClaim(row) : null;
  }

  async byKey(propertyId: PropertyId, key: string): Promise<{ payment: PaymentRecord | null; params: PaymentIntent['params'] } | null> {
    const [[own], [alias]] = await together([
      this.payments('by_key', 'where p.property_id = $1 and p.idempotency_key = $2', [propertyId, key]),
      this.rows<{ payment_id: string | null; params: PaymentIntent['params'] }>(
        'by_alias',
        'select payment_id, params from idempotency_alias where property_id = $1 and idempotency_key = $2',
        [propertyId, key],
      ),
    ]);
    if (own) return { payment: own, params: own.params };
    if (!alias) return null;
    if (alias.payment_id === null) return { payment: null, params: alias.params };
    const [payment] = await this.payments('by_id', 'where p.id = $1', [alias.payment_id]);
    return payment ? { payment, params: alias.params } : null;
  }

  async byNaturalKey(key: NaturalKey): Promise<PaymentRecord | null> {
    const [row] = await this.payments(
      'by_natural_key',
      `where p.property_id = $1 and p.pms_transaction_number = $2 and p.kind = $3 and p.terminal_id = $4 and p.amount_minor = $5
         and p.currency = $6 and p.status not in ${WITHOUT_MONEY}`,
      [key.propertyId, key.pmsTransactionNumber, key.kind, key.terminalId, key.amountMinor, key.currency],
    );
    return row ?? null;
  }

  async find(propertyId: PropertyId, id: PaymentId): Promise<PaymentRecord | null> {
    const [row] = await this.payments('find_of_property', 'where p.id = $1 and p.property_id = $2', [id, propertyId]);
    return row ?? null;
  }

  async lock(id: PaymentId): Promise<PaymentRecord | null> {
    const [, [row]] = await together([
      this.rows('lock', 'select from payment where id = $1 for update', [id]),
      this.payments('by_id', 'where p.id = $1', [id]),
    ]);
    return row ?? null;
  }

  /** Locks first and reads after: a sum of refunds read before the lock could be old. */
  private async lockedOriginals(name: string, where: string, values: readonly unknown[]): Promise<PaymentRecord[]> {
    const ids = await this.rows<{ id: string }>(
      name,
      `select p.id from payment p where p.kind in ('sale', 'capture') and p.status = 'approved' and ${where} order by p.id for update`,
      values,
    );
    if (ids.length === 0) return [];
    return this.payments('by_ids', 'where p.id = any($1::uuid[]) order by p.id', [ids.map((row) => row.id)]);
  }

  originalsByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.lockedOriginals('originals_by_rrn', 'p.property_id = $1 and p.rrn = $2', [propertyId, rrn]);
  }

  takenByRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'taken_by_rrn',
      `where p.property_id = $1 and p.rrn = $2 and p.kind in ('sale', 'capture', 'preauthorization') order by p.id`,
      [propertyId, rrn],
    );
  }

  refundsOfForeignRrn(propertyId: PropertyId, rrn: string): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'refunds_of_foreign_rrn',
      `where p.property_id = $1 and p.original_rrn = $2 and p.original_payment_id is null
         and (p.status not in ${WITHOUT_MONEY} or p.contradiction_minor > 0) order by p.id desc`,
      [propertyId, rrn],
    );
  }

  originalsByConfirmation(propertyId: PropertyId, confirmationNumber: string, currency: string): Promise<readonly PaymentRecord[]> {
    return this.lockedOriginals('originals_by_confirmation', 'p.property_id = $1 and p.confirmation_number = $2 and p.currency = $3', [
      propertyId,
      confirmationNumber,
      currency,
    ]);
  }

  async batchClosedOver({ id, terminalId, dispatchedAtMs, createdAtMs }: PaymentRecord): Promise<boolean> {
    const [row] = await this.rows<{ closed: boolean }>('batch_closed_over', BATCH_CLOSED_OVER, [terminalId, date(dispatchedAtMs ?? createdAtMs), id]);
    return row?.closed ?? false;
  }

  openPayments(propertyId: PropertyId, confirmationNumber: string | null, pmsNumber: string | null): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'open_payments',
      `where p.property_id = $1 and (p.confirmation_number = $2 or p.pms_transaction_number = $3)
         and p.status = any ($4) order by p.id desc`,
      [propertyId, confirmationNumber, pmsNumber, OPEN],
    );
  }

  approvedOfFolio(query: DuplicateQuery & { readonly confirmationNumber: string }): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'approved_of_folio',
      `where p.property_id = $1 and p.confirmation_number = $2 and p.kind = $3 and p.amount_minor = $4 and p.currency = $5
         and p.status = 'approved' and p.final_at > $6 order by p.id desc`,
      [query.propertyId, query.confirmationNumber, query.kind, query.amountMinor, query.currency, date(query.sinceMs)],
    );
  }

  approvedOfPmsNumber(propertyId: PropertyId, pmsNumber: string, kind: PaymentKind): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'approved_of_pms_number',
      `where p.property_id = $1 and p.pms_transaction_number = $2 and p.kind = $3 and p.status = 'approved' order by p.id desc`,
      [propertyId, pmsNumber, kind],
    );
  }

  recentOnTerminal(
    query: DuplicateQuery & { readonly terminalId: TerminalId; readonly workstation: string | null; readonly cashier: string | null },
  ): Promise<readonly PaymentRecord[]> {
    return this.payments(
      'recent_on_terminal',
      `where p.terminal_id = $1 and p.kind = $2 and p.amount_minor = $3 and p.currency = $4 and p.created_at > $5
         and p.workstation is not distinct from $6 and p.cashier is not distinct from $7 and p.status not in ${WITHOUT_MONEY}
       order by p.id desc`,
      [query.terminalId, query.kind, query.amountMinor, query.currency, date(query.sinceMs), query.workstation, query.cashier],
    );
  }

  insert(intent: PaymentIntent): Promise<void> {
    this.sent.add(insertIntent(this.client, intent));
    return Promise.resolve();
  }

  async addAlias(intent: Pick<PaymentIntent, 'propertyId' | 'idempotencyKey' | 'params' | 'createdAtMs'>, paymentId: PaymentId): Promise<void> {
    try {
      await this.rows(
        'add_alias',
        'insert into idempotency_alias (property_id, idempotency_key, payment_id, params, params_hash, created_at) values ($1, $2, $3, $4, sha256($5), $6)',
        [intent.propertyId, intent.idempotencyKey, paymentId, intent.params, Buffer.from(JSON.stringify(intent.params)), date(intent.createdAtMs)],
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw new IntentConflict('the key was taken meanwhile');
      throw error;
    }
  }

  async append(...events: readonly PaymentEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const column = <T>(pick: (event: PaymentEvent) => T): T[] => events.map(pick);
    await this.write(
      'append_events',
      `insert into payment_event (payment_id, seq, at, type, from_status, to_status, stage, cause, actor, evidence)
       select $1, e.seq, e.at, e.type, e.from_status, e.to_status, e.stage, e.cause, e.actor, e.evidence::jsonb
       from unnest($2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
         as e (seq, at, type, from_status, to_status, stage, cause, actor, evidence)`,
      [
        first.paymentId,
        column((event) => event.seq),
        column((event) => date(event.atMs)),
        column((event) => event.type),
        column((event) => event.from),
        column((event) => event.to),
        column((event) => event.stage),
        column((event) => event.cause),
        column((event) => event.actor),
        column((event) => JSON.stringify(event.evidence)),
      ],
    );
  }

  async saveOutcome(id: PaymentId, { result, decline, holdsTerminal }: OutcomeUpdate): Promise<void> {
    await this.write(
      'save_outcome',
      `update payment set approved_amount_minor = $2, rrn = $3, auth_code = $4, response_code = $5, response_text = $6, card_mask = $7,
         card_brand = $8, card_expiry = $9, cardholder = $10, result_tid = $11, result_mid = $12, stan = $13, host_time = $14,
         executed_as = $15, slip = $16, decline = $17, holds_terminal = $18
       where id = $1`,
      [
        id,
        result?.approvedAmountMinor ?? null,
        result?.rrn ?? null,
        result?.authCode ?? null,
        result?.responseCode ?? null,
        result?.responseText ?? null,
        result?.cardMask ?? null,
        result?.cardBrand ?? null,
        result?.cardExpiry ?? null,
        result?.cardholder ?? null,
        result?.terminalTid ?? null,
        result?.merchantMid ?? null,
        result?.stan ?? null,
        result?.hostTime ?? null,
        result?.executedAs ?? null,
        result?.slip ?? null,
        decline,
        holdsTerminal,
      ],
    );
  }

  async postings(id: PaymentId): Promise<readonly FolioPosting[]> {
    const rows = await this.rows<EventRow>('postings', 'select * from payment_event where payment_id = $1 and cause = $2 order by seq', [
      id,
      FOLIO_POSTED,
    ]);
    return rows.flatMap((row) => postingOf(toEvent(row)) ?? []);
  }

  async savePosting(id: PaymentId, { postingNumber, postedAtMs, folioWindow, reportedAtMs }: FolioPosting): Promise<void> {
    await this.write(
      'save_posting',
      'update payment set posting_number = $2, posted_at = $3, posting_window = $4, posting_reported_at = $5 where id = $1',
      [id, postingNumber, date(postedAtMs), folioWindow, date(reportedAtMs)],
    );
  }

  async saveHold(id: PaymentId, { confirmByMs, suspended, confirmedAs }: Hold): Promise<void> {
    await this.write('save_hold', 'update payment set confirm_by = $2, suspended = $3, confirmed_as = $4 where id = $1', [
      id,
      date(confirmByMs),
      suspended,
      confirmedAs,
    ]);
  }

  async saveContradiction(id: PaymentId, { source, evidence, atMs, provenMinor }: Contradiction): Promise<void> {
    await this.write(
      'save_contradiction',
      `update payment set contradiction_source = $2, contradiction_evidence = $3, contradiction_at = $4, contradiction_minor = $5 where id = $1`,
      [id, source, evidence, date(atMs), provenMinor],
    );
  }

  async confirmLimitMs(id: PropertyId): Promise<number> {
    const [row] = await this.rows<{ seconds: number }>('confirm_limit', 'select confirm_by_seconds as seconds from property where id = $1', [id]);
    if (!row) throw new Error(`property ${id} does not exist`);
    return row.seconds * 1000;
  }

  async events(id: PaymentId): Promise<readonly PaymentEvent[]> {
    return (await this.rows<EventRow>('events', 'select * from payment_event where payment_id = $1 order by seq', [id])).map(toEvent);
  }

  async addAudit({ id, atMs, by, propertyId, action, paymentId, after }: PaymentAudit): Promise<void> {
    await this.write(
      'payment_audit',
      'insert into audit_entry (id, at, actor, actor_id, property_id, action, subject, after) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, date(atMs), `user:${by.name}`, by.id, propertyId, action, paymentId, after],
    );
  }

  async quarantineTerminal({ reason, sinceMs, detail, alarm }: NewQuarantine): Promise<void> {
    const { id, propertyId, terminalId, kind, severity, text } = alarm;
    await this.write('quarantine_terminal', QUARANTINE, [terminalId, reason, date(sinceMs), detail, id, propertyId, kind, severity, text]);
  }

  async raisePaymentAlarm({ id, propertyId, paymentId, kind, severity, sinceMs, text }: NewPaymentAlarm): Promise<void> {
    await this.write('raise_payment_alarm', RAISE_PAYMENT_ALARM, [id, propertyId, paymentId, kind, severity, date(sinceMs), text]);
  }

  async raiseCodeAlarm({ id, propertyId, terminalId, code, kind, severity, sinceMs, text }: NewCodeAlarm): Promise<void> {
    await this.write('raise_code_alarm', RAISE_CODE_ALARM, [id, propertyId, terminalId, code, kind, severity, date(sinceMs), text]);
  }

  async clearPaymentAlarms(id: PaymentId, kinds: readonly PaymentAlarmKind[], atMs: number): Promise<void> {
    await this.write(
      'clear_payment_alarms',
      'update alarm set cleared_at = $3 where payment_id = $1 and kind = any($2::text[]) and cleared_at is null',
      [id, kinds, date(atMs)],
    );
  }

  async countRecoveryAttempt(id: PaymentId): Promise<void> {
    await this.write('count_attempt', 'update payment set recovery_attempts = recovery_attempts + 1 where id = $1', [id]);
  }

  async addFrames(payment: Pick<PaymentRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void> {
    for (const frame of frames) {
      await this.write(
        'add_frame',
        `insert into wire_frame (payment_id, terminal_id, at, direction, channel, bytes, text, fields, checksum_ok)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          payment.id,
          payment.terminalId,
          date(frame.atMs),
          frame.direction,
          frame.channel,
          Buffer.from(frame.bytes),
          frame.text,
          frame.fields,
          frame.checksumOk,
        ],
      );
    }
  }

  async addOutbox(topic: string, payment: Pick<PaymentRecord, 'id' | 'propertyId'>, seq: number, atMs: number): Promise<void> {
    await this.write('add_outbox', 'insert into outbox (topic, property_id, payment_id, seq, payload, created_at) values ($1, $2, $3, $4, $5, $6)', [
      topic,
      payment.propertyId,
      payment.id,
      seq,
      {},
      date(atMs),
    ]);
  }

  async takeClaim(claim: NewClaim): Promise<bigint | null> {
    const [row] = await this.rows<{ fencing_token: string }>(
      'take_claim',
      `insert into device_claim (address, terminal_id, holder, payment_id, command_id, cashier, instance_id, taken_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (address) do nothing returning fencing_token`,
      [claim.address, claim.terminalId, claim.holder, claim.paymentId, claim.commandId, claim.cashier, claim.instanceId, date(claim.takenAtMs)],
    );
    return row ? BigInt(row.fencing_token) : null;
  }

  async releaseClaim(paymentId: PaymentId): Promise<void> {
    await this.write('release_claim', 'delete from device_claim where payment_id = $1', [paymentId]);
  }
}
