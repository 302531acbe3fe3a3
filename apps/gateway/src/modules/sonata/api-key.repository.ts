import type { ApiKeyId, Clock, PropertyId } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Who calls: a key of one property with its scopes. */
export interface ApiCaller {
  readonly keyId: ApiKeyId;
  readonly keyName: string;
  readonly propertyId: PropertyId;
  readonly scopes: ReadonlySet<string>;
}

/** Use is written down at most this often, ms: the list of keys shows days, and a payment must not wait for it. */
const TOUCH_INTERVAL_MS = 60_000;
const FIND = { name: 'api_key', text: 'select id, name, property_id, scopes, last_used_at from api_key where sha256 = $1 and revoked_at is null' };
const TOUCH = { name: 'api_key_touch', text: 'update api_key set last_used_at = $2 where id = $1' };

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly property_id: string;
  readonly scopes: string[];
  readonly last_used_at: Date | null;
}

/** Keys are looked up by their SHA-256: the database never holds the key itself, and a revoked one stops at once. */
export class ApiKeyRepository {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async callerOf(key: string): Promise<ApiCaller | null> {
    const sha256 = createHash('sha256').update(key, 'utf8').digest();
    const { rows } = await this.pool.query<KeyRow>({ ...FIND, values: [sha256] });
    const [row] = rows;
    if (!row) return null;
    const now = this.clock.now();
    if (now - (row.last_used_at?.getTime() ?? 0) > TOUCH_INTERVAL_MS) await this.pool.query({ ...TOUCH, values: [row.id, new Date(now)] });
    return { keyId: row.id as ApiKeyId, keyName: row.name, propertyId: row.property_id as PropertyId, scopes: new Set(row.scopes) };
  }
}
