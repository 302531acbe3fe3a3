import { apiKeyHint, type ApiKeyId } from '@payport/domain';
import { apiKeySha256 } from '@payport/persistence';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { DemoSecrets } from '../demo-secrets.ts';
import type { SeededProperty } from './seeded.ts';

/** All but `refunds:blind`: paying out without an original is nothing to try by accident. */
const SCOPES = ['payments:read', 'payments:write', 'refunds:write', 'settlements:write'];

export interface SeededKey {
  readonly id: ApiKeyId;
  readonly key: string;
}

/** The property's working key: the known one, or a new one where it is lost or was revoked. */
export async function seedApiKey(db: PoolClient, property: SeededProperty, secrets: DemoSecrets): Promise<SeededKey> {
  const known = secrets.apiKey(property.key);
  const row = known === undefined ? undefined : await find(db, property, known);
  if (known !== undefined && row && !row.revoked) return { id: row.id, key: known };
  const key = known === undefined || row ? secrets.newApiKey(property.key) : known;
  await secrets.save();
  const id = randomUUID() as string as ApiKeyId;
  await db.query(`insert into api_key (id, property_id, name, sha256, last_four, scopes, demo) values ($1, $2, 'HRS Sonata', $3, $4, $5, true)`, [
    id,
    property.id,
    apiKeySha256(key),
    apiKeyHint(key),
    SCOPES,
  ]);
  return { id, key };
}

async function find(db: PoolClient, property: SeededProperty, key: string): Promise<{ id: ApiKeyId; revoked: boolean } | undefined> {
  const { rows } = await db.query<{ id: ApiKeyId; revoked: boolean }>(
    'select id, revoked_at is not null as revoked from api_key where sha256 = $1 and property_id = $2',
    [apiKeySha256(key), property.id],
  );
  return rows[0];
}
