import type { ApiKeyId, PropertyId } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Who calls: a key of one property with its scopes. */
export interface ApiCaller {
  readonly keyId: ApiKeyId;
  readonly keyName: string;
  readonly propertyId: PropertyId;
  readonly scopes: ReadonlySet<string>;
}

/** Keys are looked up by their SHA-256: the database never holds the key itself, and a revoked one stops at once. */
export class ApiKeyRepository {
  constructor(private readonly pool: Pool) {}

  async callerOf(key: string): Promise<ApiCaller | null> {
    const sha256 = createHash('sha256').update(key, 'utf8').digest();
    const { rows } = await this.pool.query<{ id: string; name: string; property_id: string; scopes: string[] }>({
      name: 'api_key',
      text: 'select id, name, property_id, scopes from api_key where sha256 = $1 and revoked_at is null',
      values: [sha256],
    });
    const [row] = rows;
    if (!row) return null;
    return { keyId: row.id as ApiKeyId, keyName: row.name, propertyId: row.property_id as PropertyId, scopes: new Set(row.scopes) };
  }
}
