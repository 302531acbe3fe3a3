import type { PoolClient } from 'pg';
import { stableId } from '../stable-id.ts';
import type { SeededProperty } from './seeded.ts';

/** What the simulated bank keeps of a sale: by this contract it takes what it may, to the kopeck. */
const RATE_MILLIONTHS = 18_000;
/** Before the history begins. */
const VALID_FROM = '2025-01-01';

/** A tariff is never changed: what people have withdrawn, or put in its place since, stays. */
const ADD = `
  insert into fee_tariff (id, property_id, acquirer, valid_from, rate_millionths) values ($1, $2, 'sberbank', $3, $4) on conflict do nothing`;

/** The contract of each hotel with the simulated bank, so that fees have something to be held against. */
export async function seedTariffs(db: PoolClient, properties: readonly SeededProperty[]): Promise<void> {
  for (const { id, key } of properties) await db.query(ADD, [stableId('tariff', key), id, VALID_FROM, RATE_MILLIONTHS]);
}
