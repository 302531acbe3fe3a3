import type { NewApiKey, PortalApiKey, PortalApiKeyList, PortalMadeApiKey } from '@payport/contracts';
import { apiKeyHint, createApiKey, uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { apiKeySha256, inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';

export interface ApiKeysPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
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
}

const COLUMNS = `id, name, last_four, scopes, demo, created_at, last_used_at, revoked_at,
  networks, signing_secret is not null as signed, rate_per_second, rate_burst`;
const LIST = `select ${COLUMNS} from api_key where property_id = $1 order by revoked_at is not null, created_at desc, id desc`;
const INSERT = `
  insert into api_key (id, property_id, name, sha256, last_four, scopes, created_at) values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`;
const FIND = `select ${COLUMNS} from api_key where id = $1 and property_id = $2 for update`;
const REVOKE = 'update api_key set revoked_at = $2 where id = $1';

/** Keys that let hotel systems in. The database keeps digests only: a key is told once. */
export class ApiKeysService {
  constructor(private readonly ports: ApiKeysPorts) {}

  async list(propertyId: PropertyId): Promise<PortalApiKeyList> {
    const { rows } = await this.ports.pool.query<KeyRow>(LIST, [propertyId]);
    return { data: rows.map(toKey) };
  }

  async create(user: PortalUser, propertyId: PropertyId, { name, scopes }: NewApiKey): Promise<PortalMadeApiKey> {
    const { pool, clock, random, audit } = this.ports;
    const secret = createApiKey(random);
    const values = [uuidV7(clock, random), propertyId, name, apiKeySha256(secret), apiKeyHint(secret), [...new Set(scopes)], new Date(clock.now())];
    const key = await inTransaction(pool, async (db) => {
      const { rows } = await db.query<KeyRow>(INSERT, values);
      const [row] = rows;
      if (!row) throw new Error('a key just made cannot be read');
      const made = toKey(row);
      const after = { name, scopes: made.scopes, lastFour: made.lastFour };
      await audit.add(db, { by: user, propertyId, action: 'api_key.created', subject: made.id, after });
      return made;
    });
    return { key, secret };
  }

  /** The same for a key that has ended already. @throws ProblemError `not-found` */
  async revoke(user: PortalUser, propertyId: PropertyId, id: string): Promise<void> {
    const { pool, clock, audit } = this.ports;
    await inTransaction(pool, async (db) => {
      const { rows } = await db.query<KeyRow>(FIND, [id, propertyId]);
      const [row] = rows;
      if (!row) throw new ProblemError('not-found');
      if (row.revoked_at !== null) return;
      await db.query(REVOKE, [id, new Date(clock.now())]);
      const before = { name: row.name, lastFour: row.last_four };
      await audit.add(db, { by: user, propertyId, action: 'api_key.revoked', subject: id, before });
    });
  }
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
  networks: row.networks,
  signed: row.signed,
  rate: row.rate_per_second === null || row.rate_burst === null ? null : { perSecond: row.rate_per_second, burst: row.rate_burst },
});
