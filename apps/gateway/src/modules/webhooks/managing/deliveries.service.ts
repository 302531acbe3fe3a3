import type {
  PortalReplay,
  PortalWebhookDelivery,
  PortalWebhookDeliveryDetail,
  PortalWebhookDeliveryList,
  ReplayWebhook,
  WebhookDeliveryQuery,
} from '@payport/contracts';
import { WEBHOOK_TEST } from '@payport/contracts';
import type { Clock, PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog, Queryable } from '../../audit/index.ts';
import type { Language } from '../../../http/language.ts';
import type { DeliveryStore } from '../sending/delivery-store.ts';
import type { OutboxMessage } from '../sending/message-body.ts';
import { DELIVERY_COLUMNS, toAttempt, toDelivery, type AttemptRow, type DeliveryRow } from './webhook-rows.ts';

export interface DeliveriesPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: AuditLog;
  readonly store: DeliveryStore;
  /** What a message would say now; null where nothing is left to be told. */
  readonly bodyOf: (message: OutboxMessage, language: Language) => Promise<string | null>;
}

const SELECT = `select ${DELIVERY_COLUMNS} from webhook_delivery d join outbox o on o.id = d.outbox_id`;
const PAGE = `${SELECT}
  where d.endpoint_id = $1 and ($2::text is null or d.state = $2) and ($3::uuid is null or d.id < $3)
    and ($5::text is null or o.topic = $5) order by d.id desc limit $4`;
const MESSAGE = `
  select o.topic, o.property_id as "propertyId", o.payment_id as "paymentId", o.payload, e.language
  from webhook_delivery d join outbox o on o.id = d.outbox_id join webhook_endpoint e on e.id = d.endpoint_id where d.id = $1`;
const HISTORY = `
  select number, at, duration_ms as "durationMs", status, error from webhook_attempt where delivery_id = $1 order by id desc limit 100`;
/** The same message from the beginning: three days anew. One that is waiting already only comes sooner. */
const AGAIN = `
  update webhook_delivery set state = 'pending', tries = 0, started_at = $2, next_attempt_at = $2, delivered_at = null`;
const NEVER_TOLD = `
  select o.id from outbox o join webhook_endpoint e on e.property_id = o.property_id and o.topic = any(e.events)
  where e.id = $1 and o.created_at >= $2 and o.created_at < $3 and o.delivered_at is not null
    and not exists (select from webhook_delivery d where d.outbox_id = o.id and d.endpoint_id = e.id)`;

/** Handed on already: it goes to the one receiver that is tested, and to no other. */
const TEST = `insert into outbox (topic, property_id, payload, created_at, delivered_at) values ($1, $2, '{}', $3, $3) returning id`;

interface Endpoint {
  readonly property_id: PropertyId;
  readonly enabled: boolean;
}

/** What became of messages, and sending them again. */
export class DeliveriesService {
  constructor(private readonly ports: DeliveriesPorts) {}

  async list(endpointId: string, { state, event, cursor, limit }: WebhookDeliveryQuery): Promise<PortalWebhookDeliveryList> {
    const { rows } = await this.ports.pool.query<DeliveryRow>(PAGE, [endpointId, state ?? null, cursor ?? null, limit + 1, event ?? null]);
    const data = rows.slice(0, limit).map(toDelivery);
    return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  async detail(id: string): Promise<PortalWebhookDeliveryDetail> {
    const delivery = await this.find(this.ports.pool, id);
    const { rows } = await this.ports.pool.query<AttemptRow>(HISTORY, [id]);
    const [message] = (await this.ports.pool.query<OutboxMessage & { readonly language: Language }>(MESSAGE, [id])).rows;
    const body = message ? await this.ports.bodyOf(message, message.language) : null;
    return { ...delivery, history: rows.map(toAttempt), body };
  }

  /** @throws ProblemError `webhook-disabled` */
  async replay(user: PortalUser, id: string): Promise<PortalWebhookDelivery> {
    return inTransaction(this.ports.pool, async (db) => {
      const endpoint = await this.receiver(db, 'id = (select endpoint_id from webhook_delivery where id = $1)', id);
      await db.query(`${AGAIN} where id = $1`, [id, this.now()]);
      await this.ports.audit.add(db, { by: user, propertyId: endpoint.property_id, action: 'webhook.replayed', subject: id });
      return this.find(db, id);
    });
  }

  /** @throws ProblemError `webhook-disabled` */
  async replayMany(user: PortalUser, endpointId: string, wanted: ReplayWebhook): Promise<PortalReplay> {
    return 'state' in wanted ? this.replayGivenUp(user, endpointId) : this.replayPeriod(user, endpointId, wanted);
  }

  private async replayGivenUp(user: PortalUser, endpointId: string): Promise<PortalReplay> {
    return inTransaction(this.ports.pool, async (db) => {
      const { property_id: propertyId } = await this.receiver(db, 'id = $1', endpointId);
      const again = await db.query(`${AGAIN} where endpoint_id = $1 and state = 'given_up'`, [endpointId, this.now()]);
      const count = again.rowCount ?? 0;
      await this.ports.audit.add(db, { by: user, propertyId, action: 'webhook.replayed', subject: endpointId, after: { state: 'given_up', count } });
      return { count };
    });
  }

  private async replayPeriod(user: PortalUser, endpointId: string, { from, to }: Exclude<ReplayWebhook, { state: unknown }>): Promise<PortalReplay> {
    const { pool, store, audit } = this.ports;
    const period = [new Date(from), new Date(to)];
    return inTransaction(pool, async (db) => {
      const endpoint = await this.receiver(db, 'id = $1', endpointId);
      const again = await db.query(
        `${AGAIN} where endpoint_id = $1 and outbox_id in (
           select o.id from outbox o where o.property_id = $5 and o.created_at >= $3 and o.created_at < $4)`,
        [endpointId, this.now(), ...period, endpoint.property_id],
      );
      const { rows } = await db.query<{ id: string }>(NEVER_TOLD, [endpointId, ...period]);
      await store.add(
        db,
        rows.map((row) => ({ outboxId: row.id, endpointId })),
      );
      const count = (again.rowCount ?? 0) + rows.length;
      await audit.add(db, {
        by: user,
        propertyId: endpoint.property_id,
        action: 'webhook.replayed',
        subject: endpointId,
        after: { from, to, count },
      });
      return { count };
    });
  }

  /** A message about nothing, on the way of every message. @throws ProblemError `webhook-disabled` */
  async test(user: PortalUser, endpointId: string): Promise<PortalWebhookDelivery> {
    const { pool, store, audit } = this.ports;
    return inTransaction(pool, async (db) => {
      const { property_id: propertyId } = await this.receiver(db, 'id = $1', endpointId);
      const [made] = (await db.query<{ id: string }>(TEST, [WEBHOOK_TEST, propertyId, this.now()])).rows;
      await store.add(db, [{ outboxId: String(made?.id), endpointId }]);
      await audit.add(db, { by: user, propertyId, action: 'webhook.tested', subject: endpointId });
      const { rows } = await db.query<DeliveryRow>(`${SELECT} where d.outbox_id = $1 and d.endpoint_id = $2`, [made?.id, endpointId]);
      const [row] = rows;
      if (!row) throw new Error('a message just made cannot be read');
      return toDelivery(row);
    });
  }

  private async receiver(db: PoolClient, where: string, id: string): Promise<Endpoint> {
    const { rows } = await db.query<Endpoint>(`select property_id, enabled from webhook_endpoint where ${where} for share`, [id]);
    const [endpoint] = rows;
    if (!endpoint) throw new ProblemError('not-found');
    if (!endpoint.enabled) throw new ProblemError('webhook-disabled');
    return endpoint;
  }

  private async find(db: Queryable, id: string): Promise<PortalWebhookDelivery> {
    const { rows } = await db.query<DeliveryRow>(`${SELECT} where d.id = $1`, [id]);
    const [row] = rows;
    if (!row) throw new ProblemError('not-found');
    return toDelivery(row);
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}
