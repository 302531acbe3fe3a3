import { inTransaction } from '@payport/persistence';
import pg from 'pg';
import { reconcile } from '../../src/modules/reconciliation/matching/reconcile.ts';

/** One matching run as the gateway's role makes it, for the benchmark: address, hotel, the bank's today; tells how long it took. */
const [url, propertyId = '', asOf = '', full] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 1 });
const startedMs = performance.now();
const report = await inTransaction(pool, (db) => reconcile(db, { propertyId, asOf, at: new Date(), full: full === 'full' }));
process.stdout.write(
  `${JSON.stringify({ ms: performance.now() - startedMs, rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20), ...report })}\n`,
);
await pool.end();
