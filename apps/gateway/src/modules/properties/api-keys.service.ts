import type { ApiKeyChange, NewApiKey, PortalApiKey, PortalApiKeyList, PortalMadeApiKey } from '@payport/contracts';
import { apiKeyHint, createApiKey, createSigningSecret, uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { apiKeySha256, inTransaction, signingSecretSeal } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';

const HOUR_MS = 3_600_000;

export interface ApiKeysPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
  /** Signing secrets are sealed with what is derived from it. */
  readonly authSecret: string;
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly last_four: string;
  readonly scopes: string[];
  readonly demo: boolean;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly networks: string[];
  readonly signed: boolean;
  readonly rate_per_second: number | null;
  readonly rate_burst: number | null;
  readonly ends_at: Date | null;
  readonly replaced_by: string | null;
}

const COLUMNS = `id, name, last_four, scopes, demo, created_at, last_used_at, revoked_at,
  networks, signing_secret is not null as signed, rate_per_second, rate_burst, ends_at, replaced_by`;
const LIST = `select ${COLUMNS} from api_key where property_id = $1 order by revoked_at is not null or ends_at <= $2, created_at desc, id desc`;
const INSERT = `
  insert into api_key (id, property_id, name, sha256, last_four, scopes, created_at, networks, rate_per_second, rate_burst, signing_secret)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`;
const CHANGE = `update api_key set networks = $2, rate_per_second = $3, rate_burst = $4 where id = $1 returning ${COLUMNS}`;
const FIND = `select ${COLUMNS} from api_key where id = $1 and property_id = $2 for update`;
const REPLACE = 'update api_key set ends_at = $2, replaced_by = $3 where id = $1';
const REVOKE = 'update api_key set revoked_at = $2 where id = $1';

/** Keys that let hotel systems in. The database keeps digests only: a key is told once. */
export class ApiKeysService {
  constructor(private readonly ports: ApiKeysPorts) {}

  async list(propertyId: PropertyId): Promise<PortalApiKeyList> {
    const { rows } = await this.ports.pool.query<KeyRow>(LIST, [propertyId, new Date(this.ports.clock.now())]);
    return { data: rows.map(toKey) };
  }

  /** @throws ProblemError `not-found`, where it replaces a key that has ended or is being replaced already */
  async create(user: PortalUser, propertyId: PropertyId, wanted: NewApiKey): Promise<PortalMadeApiKey> {
    const { name, scopes, networks, rate, signed, replaces } = wanted;
    const { pool, clock, random, audit, authSecret } = this.ports;
    const id = uuidV7(clock, random);
    const secret = createApiKey(random);
    const signingSecret = signed ? createSigningSecret(random) : null;
    const sealed = signingSecret === null ? null : signingSecretSeal(authSecret, random).seal(Buffer.from(signingSecret), id);
    const known = [id, propertyId, name, apiKeySha256(secret), apiKeyHint(secret), [...new Set(scopes)], new Date(clock.now())];
    const values = [...known, [...new Set(networks)], rate?.perSecond ?? null, rate?.burst ?? null, sealed];
    const key = await inTransaction(pool, async (db) => {
      const { rows } = await db.query<KeyRow>(INSERT, values);
      const [row] = rows;
      if (!row) throw new Error('a key just made cannot be read');
      const made = toKey(row);
      const after = { name, scopes: made.scopes, lastFour: made.lastFour, networks: made.networks, rate: made.rate, signed: made.signed };
      await audit.add(db, { by: user, propertyId, action: 'api_key.created', subject: made.id, after });
      if (replaces) await this.replace(db, { user, propertyId, made, replaces });
      return made;
    });
    return { key, secret, signingSecret };
  }

  /** From now on the former key has an end. In the transaction of the new one. @throws ProblemError `not-found` */
  private async replace(db: PoolClient, { user, propertyId, made, replaces }: Replacement): Promise<void> {
    const [row] = (await db.query<KeyRow>(FIND, [replaces.keyId, propertyId])).rows;
    if (!row || row.revoked_at !== null || row.ends_at !== null) throw new ProblemError('not-found');
    const endsAt = new Date(Date.parse(made.createdAt) + replaces.overlapHours * HOUR_MS);
    await db.query(REPLACE, [row.id, endsAt, made.id]);
    const after = { by: made.lastFour, endsAt: endsAt.toISOString() };
    const before = { name: row.name, lastFour: row.last_four };
    await this.ports.audit.add(db, { by: user, propertyId, action: 'api_key.replaced', subject: row.id, before, after });
  }

  /** In force with the next call. @throws ProblemError `not-found`, also for a key that has ended */
  change(user: PortalUser, propertyId: PropertyId, id: string, change: ApiKeyChange): Promise<PortalApiKey> {
    const { pool, audit } = this.ports;
    return inTransaction(pool, async (db) => {
      const [row] = (await db.query<KeyRow>(FIND, [id, propertyId])).rows;
      if (!row || row.revoked_at !== null || this.hasEnded(row)) throw new ProblemError('not-found');
      const before = toKey(row);
      const networks = change.networks === undefined ? before.networks : [...new Set(change.networks)];
      const rate = change.rate === undefined ? before.rate : change.rate;
      const [changed] = (await db.query<KeyRow>(CHANGE, [id, networks, rate?.perSecond ?? null, rate?.burst ?? null])).rows;
      if (!changed) throw new ProblemError('not-found');
      const after = toKey(changed);
      const facts = (key: PortalApiKey) => ({ name: key.name, networks: key.networks, rate: key.rate });
      await audit.add(db, { by: user, propertyId, action: 'api_key.changed', subject: id, before: facts(before), after: facts(after) });
      return after;
    });
  }

  /** The same for a key that has ended already. @throws ProblemError `not-found` */
  async revoke(user: PortalUser, propertyId: PropertyId, id: string): Promise<void> {
    const { pool, clock, audit } = this.ports;
    await inTransaction(pool, async (db) => {
      const { rows } = await db.query<KeyRow>(FIND, [id, propertyId]);
      const [row] = rows;
      if (!row) throw new ProblemError('not-found');
      if (row.revoked_at !== null || this.hasEnded(row)) return;
      await db.query(REVOKE, [id, new Date(clock.now())]);
      const before = { name: row.name, lastFour: row.last_four };
      await audit.add(db, { by: user, propertyId, action: 'api_key.revoked', subject: id, before });
    });
  }

  private hasEnded({ ends_at: endsAt }: KeyRow): boolean {
    return endsAt !== null && endsAt.getTime() <= this.ports.clock.now();
  }
}

interface Replacement {
  readonly user: PortalUser;
  readonly propertyId: PropertyId;
  readonly made: PortalApiKey;
  readonly replaces: NonNullable<NewApiKey['replaces']>;
}

const toKey = (row: KeyRow): PortalApiKey => ({
  id: row.id,
  name: row.name,
  lastFour: row.last_four,
  scopes: row.scopes,
  demo: row.demo,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  endsAt: row.ends_at?.toISOString() ?? null,
  replacedBy: row.replaced_by,
  networks: row.networks,
  signed: row.signed,
  rate: row.rate_per_second === null || row.rate_burst === null ? null : { perSecond: row.rate_per_second, burst: row.rate_burst },
});
