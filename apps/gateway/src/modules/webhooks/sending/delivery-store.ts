import type { WebhookEvent } from '@payport/contracts';
import { uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import type { Language } from '../../../http/language.ts';
import type { OutboxMessage } from './message-body.ts';

/** A delivery that is ours until its lease ends. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly url: string;
  readonly language: Language;
  /** Its number; whoever writes its end must still hold it. */
  readonly attempt: number;
  readonly tries: number;
  readonly startedAtMs: number;
  readonly outbox: OutboxMessage;
  /** Newest first, as they are kept. */
  readonly secrets: readonly Buffer[];
}

export interface AttemptEnd {
  readonly atMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
}

/** Takes part in the transaction that hands the messages on. */
export type OnHandedOn = (db: PoolClient, messages: readonly HandedOn[]) => Promise<void>;
export interface HandedOn {
  readonly id: string;
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const BATCH = 200;
/** An attempt takes at most the limit of its name's look-up and the post's; a gateway that died gives it back after this, ms. */
export const LEASE_MS = 60_000;

const TAKE = `
  select id, topic, property_id, payload from outbox where delivered_at is null order by id limit ${BATCH} for update skip locked`;
const ADD = `
  insert into webhook_delivery (id, outbox_id, endpoint_id, started_at, next_attempt_at, created_at)
  select x.id, x.outbox_id, x.endpoint_id, $4, $4, $4 from unnest($1::uuid[], $2::bigint[], $3::uuid[]) as x (id, outbox_id, endpoint_id)
  on conflict (outbox_id, endpoint_id) do nothing`;
const DUE = `
  select e.id from webhook_endpoint e where e.enabled and exists (
    select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'pending' and d.next_attempt_at <= $1)`;
const CLAIM = `
  with due as (
    select d.id from webhook_delivery d where d.endpoint_id = $1 and d.state = 'pending' and d.next_attempt_at <= $2
    order by d.next_attempt_at, d.id limit $3 for update skip locked)
  update webhook_delivery d set attempts = d.attempts + 1, tries = d.tries + 1, next_attempt_at = $4
  from due, webhook_endpoint e, outbox o
  where d.id = due.id and e.id = d.endpoint_id and o.id = d.outbox_id
  returning d.id, d.attempts, d.tries, d.started_at, e.url, e.language, o.topic, o.property_id, o.payment_id, o.payload,
    (select coalesce(array_agg(s.sealed order by s.created_at desc, s.id desc), '{}') from webhook_secret s
      where s.endpoint_id = e.id and (s.ends_at is null or s.ends_at > $2)) as secrets`;
const END = `
  update webhook_delivery set state = $3, next_attempt_at = coalesce($4, next_attempt_at), last_status = $5, last_error = $6,
    delivered_at = case when $3 = 'delivered' then $7::timestamptz end
  where id = $1 and attempts = $2 and state = 'pending'`;
const ATTEMPT = 'insert into webhook_attempt (delivery_id, number, at, duration_ms, status, error) values ($1, $2, $3, $4, $5, $6)';
const SWITCH_OFF = `update webhook_endpoint set enabled = false, disabled_as = 'gone' where id = $1 and enabled returning property_id`;
export const CANCEL_PENDING = `update webhook_delivery set state = 'cancelled' where endpoint_id = $1 and state = 'pending'`;

interface ClaimRow {
  readonly id: string;
  readonly attempts: number;
  readonly tries: number;
  readonly started_at: Date;
  readonly url: string;
  readonly language: Language;
  readonly topic: string;
  readonly property_id: string;
  readonly payment_id: string | null;
  readonly payload: Record<string, unknown>;
  readonly secrets: Buffer[];
}

/** Deliveries in the database. Every question is short; no connection is held while a receiver is waited for. */
export class DeliveryStore {
  constructor(
    private readonly pool: Pool,
    private readonly world: { readonly clock: Pick<Clock, 'now'>; readonly random: Random },
  ) {}

  /** Makes deliveries of what was written to the outbox. True when there may be more. */
  async handOn(also: OnHandedOn): Promise<boolean> {
    return inTransaction(this.pool, async (db) => {
      const { rows } = await db.query<HandedOn & { readonly property_id: string }>(TAKE);
      if (rows.length === 0) return false;
      const { rows: endpoints } = await db.query<{ id: string; property_id: string; events: WebhookEvent[] }>(
        'select id, property_id, events from webhook_endpoint where enabled and property_id = any($1::uuid[])',
        [[...new Set(rows.map((row) => row.property_id))]],
      );
      const pairs = rows.flatMap((row) =>
        endpoints
          .filter(({ property_id, events }) => property_id === row.property_id && events.some((event) => event === row.topic))
          .map((endpoint) => ({ outboxId: row.id, endpointId: endpoint.id })),
      );
      await this.add(db, pairs);
      await also(db, rows);
      await db.query('update outbox set delivered_at = $2 where id = any($1::bigint[])', [rows.map(({ id }) => id), this.now()]);
      return rows.length === BATCH;
    });
  }

  async add(db: PoolClient, pairs: readonly { readonly outboxId: string; readonly endpointId: string }[]): Promise<void> {
    if (pairs.length === 0) return;
    const ids = pairs.map(() => uuidV7(this.world.clock, this.world.random));
    await db.query(ADD, [ids, pairs.map(({ outboxId }) => outboxId), pairs.map(({ endpointId }) => endpointId), this.now()]);
  }

  /** Endpoints that have something to be told now. */
  async due(): Promise<readonly string[]> {
    return (await this.pool.query<{ id: string }>({ name: 'webhook_due', text: DUE, values: [this.now()] })).rows.map(({ id }) => id);
  }

  async claim(endpointId: string, limit: number): Promise<readonly ClaimedDelivery[]> {
    const now = this.now();
    const { rows } = await this.pool.query<ClaimRow>({
      name: 'webhook_claim',
      text: CLAIM,
      values: [endpointId, now, limit, new Date(now.getTime() + LEASE_MS)],
    });
    return rows.map((row) => ({
      id: row.id,
      endpointId,
      url: row.url,
      language: row.language,
      attempt: row.attempts,
      tries: row.tries,
      startedAtMs: row.started_at.getTime(),
      outbox: { topic: row.topic, propertyId: row.property_id as PropertyId, paymentId: row.payment_id, payload: row.payload },
      secrets: row.secrets,
    }));
  }

  /** Writes what came of an attempt, and `also` with it. Nothing where somebody else has it meanwhile. */
  async end(
    delivery: Pick<ClaimedDelivery, 'id' | 'attempt'>,
    end: AttemptEnd | null,
    state: { readonly to: 'pending' | 'delivered' | 'given_up' | 'cancelled'; readonly nextMs: number | null },
    also: (db: PoolClient) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const next = state.nextMs === null ? null : new Date(state.nextMs);
    await inTransaction(this.pool, async (db) => {
      const ended = await db.query(END, [delivery.id, delivery.attempt, state.to, next, end?.status ?? null, end?.error ?? null, this.now()]);
      if (end)
        await db.query(ATTEMPT, [delivery.id, delivery.attempt, new Date(end.atMs), Math.max(0, Math.round(end.durationMs)), end.status, end.error]);
      if (ended.rowCount === 1) await also(db);
    });
  }

  /** The receiver is no more. True for the first one to say so. */
  async switchOff(db: PoolClient, endpointId: string): Promise<boolean> {
    const off = await db.query(SWITCH_OFF, [endpointId]);
    await db.query(CANCEL_PENDING, [endpointId]);
    return off.rowCount === 1;
  }

  private now(): Date {
    return new Date(this.world.clock.now());
  }
}
