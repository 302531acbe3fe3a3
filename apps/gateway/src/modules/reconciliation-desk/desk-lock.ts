import type { PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';

/** The same name as the matching's: while a hotel is matched nobody closes its day, and while a day is closed nothing is matched. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('payport.reconciliation:' || $1::text, 0))`;

/** One at a time for a hotel: two people who decide at once do it one after the other. */
export function deskTransaction<T>(pool: Pool, propertyId: PropertyId, work: (db: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (db) => {
    await db.query(LOCK, [propertyId]);
    return work(db);
  });
}
