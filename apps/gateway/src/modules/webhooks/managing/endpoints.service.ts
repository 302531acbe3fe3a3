import type { NewWebhook, PortalMadeWebhook, PortalWebhook, PortalWebhookDetail, PortalWebhookList, RotateWebhook } from '@payport/contracts';
import { uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog, Queryable } from '../../audit/index.ts';
import { CANCEL_PENDING } from '../sending/delivery-store.ts';
import { clearEndpointAlarms } from '../sending/endpoint-alarms.ts';
import type { SecretBox } from '../sending/secret-box.ts';
import type { TargetGuard, TargetRefusal } from '../target/target-guard.ts';
import { ENDPOINT_SELECT, toWebhook, type EndpointRow } from './webhook-rows.ts';
import { WEBHOOK_CHANGE_ROLES } from './webhook-roles.ts';

export interface EndpointsPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
  readonly guard: Pick<TargetGuard, 'check'>;
  readonly secrets: SecretBox;
}

/** A hotel has one system, and perhaps a second one; many receivers would only multiply what is sent. */
const MOST = 10;
const HOUR_MS = 3_600_000;
const REFUSED: Readonly<Record<TargetRefusal, string>> = {
  format: 'webhook-url',
  scheme: 'webhook-scheme',
  'host-not-found': 'webhook-host',
  address: 'webhook-address',
};
const INSERT = `
  insert into webhook_endpoint (id, property_id, url, events, language, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)`;
const PLACE = 'select id, name, time_zone as "timeZone" from property where id = $1';
const INSERT_SECRET = 'insert into webhook_secret (id, endpoint_id, sealed, created_at) values ($1, $2, $3, $4)';

/** Receivers of messages: who they are and what they prove messages with. */
export class EndpointsService {
  constructor(private readonly ports: EndpointsPorts) {}

  async list(user: PortalUser, propertyId: PropertyId): Promise<PortalWebhookList> {
    const { rows } = await this.ports.pool.query<EndpointRow>(`${ENDPOINT_SELECT} where e.property_id = $2 order by e.created_at, e.id`, [
      this.now(),
      propertyId,
    ]);
    return { data: rows.map(toWebhook), may: { change: mayChange(user, propertyId) } };
  }

  async detail(user: PortalUser, id: string): Promise<PortalWebhookDetail> {
    const row = await this.find(this.ports.pool, id);
    const { rows } = await this.ports.pool.query<PortalWebhookDetail['property']>(PLACE, [row.propertyId]);
    const [property] = rows;
    if (!property) throw new ProblemError('not-found');
    return { webhook: toWebhook(row), property, may: { change: mayChange(user, row.propertyId as PropertyId) } };
  }

  /** @throws ProblemError `validation-failed` where nothing may be sent there */
  async create(user: PortalUser, propertyId: PropertyId, { url, events, language }: NewWebhook): Promise<PortalMadeWebhook> {
    const { pool, clock, random, audit, guard } = this.ports;
    const target = await guard.check(url);
    if (!target.ok) throw wrongUrl(REFUSED[target.error]);
    const id = uuidV7(clock, random);
    const wanted = [...new Set(events)];
    return inTransaction(pool, async (db) => {
      await this.checkRoom(db, propertyId);
      await db.query(INSERT, [id, propertyId, target.value.url.href, wanted, language, this.now(), user.name]);
      const secret = await this.addSecret(db, id);
      await audit.add(db, { by: user, propertyId, action: 'webhook.created', subject: id, after: { url, events: wanted, language } });
      return { webhook: toWebhook(await this.find(db, id)), secret };
    });
  }

  async setEnabled(user: PortalUser, id: string, enabled: boolean): Promise<PortalWebhook> {
    return inTransaction(this.ports.pool, async (db) => {
      const endpoint = await this.lock(db, id);
      if (endpoint.enabled === enabled) return toWebhook(endpoint);
      if (enabled) await this.checkRoom(db, endpoint.propertyId);
      await db.query('update webhook_endpoint set enabled = $2, disabled_as = $3 where id = $1', [id, enabled, enabled ? null : 'person']);
      if (!enabled) await db.query(CANCEL_PENDING, [id]);
      await clearEndpointAlarms(db, id, enabled ? ['webhook_gone'] : ['webhook_given_up'], this.ports.clock.now());
      const action = enabled ? 'webhook.enabled' : 'webhook.disabled';
      await this.ports.audit.add(db, { by: user, propertyId: endpoint.propertyId as PropertyId, action, subject: id });
      return toWebhook(await this.find(db, id));
    });
  }

  /** The former secrets sign as well for a time, so that no message fails while the receiver changes over. */
  async rotate(user: PortalUser, id: string, { overlapHours }: RotateWebhook): Promise<PortalMadeWebhook> {
    return inTransaction(this.ports.pool, async (db) => {
      const endpoint = await this.lock(db, id);
      const endsAt = new Date(this.ports.clock.now() + overlapHours * HOUR_MS);
      await db.query('update webhook_secret set ends_at = least(ends_at, $2) where endpoint_id = $1', [id, endsAt]);
      const secret = await this.addSecret(db, id);
      const propertyId = endpoint.propertyId as PropertyId;
      await this.ports.audit.add(db, { by: user, propertyId, action: 'webhook.secret_rotated', subject: id, after: { overlapHours } });
      return { webhook: toWebhook(await this.find(db, id)), secret };
    });
  }

  /** Receivers that are off are kept for what they were told, and take no place. @throws ProblemError */
  private async checkRoom(db: PoolClient, propertyId: string): Promise<void> {
    await db.query('select from property where id = $1 for no key update', [propertyId]);
    const { rowCount } = await db.query('select from webhook_endpoint where property_id = $1 and enabled', [propertyId]);
    if ((rowCount ?? 0) >= MOST) throw wrongUrl('webhook-limit');
  }

  private async addSecret(db: PoolClient, endpointId: string): Promise<string> {
    const { clock, random, secrets } = this.ports;
    const secret = secrets.make();
    await db.query(INSERT_SECRET, [uuidV7(clock, random), endpointId, secrets.seal(secret, endpointId), this.now()]);
    return secrets.written(secret);
  }

  private async lock(db: PoolClient, id: string): Promise<EndpointRow> {
    await db.query('select from webhook_endpoint where id = $1 for no key update', [id]);
    return this.find(db, id);
  }

  private async find(db: Queryable, id: string): Promise<EndpointRow> {
    const { rows } = await db.query<EndpointRow>(`${ENDPOINT_SELECT} where e.id = $2`, [this.now(), id]);
    const [row] = rows;
    if (!row) throw new ProblemError('not-found');
    return row;
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

const wrongUrl = (code: string): ProblemError => new ProblemError('validation-failed', { errors: [{ pointer: '/url', code, message: '' }] });

function mayChange(user: PortalUser, propertyId: PropertyId): boolean {
  const role = user.memberships.get(propertyId);
  return role !== undefined && WEBHOOK_CHANGE_ROLES.includes(role);
}
