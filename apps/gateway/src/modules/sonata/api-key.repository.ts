import type { ApiKeyId, Clock, PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import type { Rate } from './door/token-buckets.ts';

/** Who calls: a key of one property with its scopes. */
export interface ApiCaller {
  readonly keyId: ApiKeyId;
  readonly keyName: string;
  readonly propertyId: PropertyId;
  readonly scopes: ReadonlySet<string>;
}

/** A key that is in force, and what else it asks of who uses it. */
export interface KnownKey {
  readonly caller: ApiCaller;
  readonly sha256: Buffer;
  readonly networks: readonly string[];
  /** Sealed; null: requests are not signed. */
  readonly signingSecret: Buffer | null;
  /** Null: the usual one. */
  readonly rate: Rate | null;
  readonly lastUsedAtMs: number;
}

/** Use is written down at most this often, ms: the list of keys shows days, and a payment must not wait for it. */
const TOUCH_INTERVAL_MS = 60_000;
const FIND = {
  name: 'api_key',
  text: `select id, name, property_id, scopes, last_used_at, networks, signing_secret, rate_per_second, rate_burst
    from api_key where sha256 = $1 and revoked_at is null and (ends_at is null or ends_at > $2)`,
};
const TOUCH = { name: 'api_key_touch', text: 'update api_key set last_used_at = $2 where id = $1' };

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly property_id: string;
  readonly scopes: string[];
  readonly last_used_at: Date | null;
  readonly networks: string[];
  readonly signing_secret: Buffer | null;
  readonly rate_per_second: number | null;
  readonly rate_burst: number | null;
}

/**
 * Keys are looked up by their SHA-256: the database never holds the key itself, and one that was
 * revoked, or whose time is over, stops at once.
 */
export class ApiKeyRepository {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async find(sha256: Buffer): Promise<KnownKey | null> {
    const { rows } = await this.pool.query<KeyRow>({ ...FIND, values: [sha256, new Date(this.clock.now())] });
    const [row] = rows;
    if (!row) return null;
    const { rate_per_second: perSecond, rate_burst: burst } = row;
    return {
      caller: { keyId: row.id as ApiKeyId, keyName: row.name, propertyId: row.property_id as PropertyId, scopes: new Set(row.scopes) },
      sha256,
      networks: row.networks,
      signingSecret: row.signing_secret,
      rate: perSecond === null || burst === null ? null : { perSecond, burst },
      lastUsedAtMs: row.last_used_at?.getTime() ?? 0,
    };
  }

  /** A key that was let in; one that was turned away was not used. */
  async touch({ caller, lastUsedAtMs }: KnownKey): Promise<void> {
    const now = this.clock.now();
    if (now - lastUsedAtMs > TOUCH_INTERVAL_MS) await this.pool.query({ ...TOUCH, values: [caller.keyId, new Date(now)] });
  }
}
