import type { Pool, PoolClient } from 'pg';
import { SentStatements } from './payment-store/sent-statements.ts';

const LOCKS = {
  name: 'advisory_locks',
  text: 'select pg_advisory_xact_lock(h) from (select distinct hashtextextended(x, 0) as h from unnest($1::text[]) x order by h) locks',
};

/**
 * Who takes locks by name begins something new, and somebody stands there and waits. An order that waited for a table or
 * a disk would go to its device minutes after the guest has left; a refusal leaves nothing behind and may be asked again.
 */
const BEGIN_NEW = "begin; set local statement_timeout = '5s'";

/**
 * One transaction under advisory locks, taken in one order so that they never deadlock. The commit follows the last writes
 * without waiting for them: behind one that failed it only rolls back.
 *
 * @throws DatabaseError `57014` where locks are taken and one statement takes longer than five seconds
 */
export async function lockedTransaction<T>(
  pool: Pool,
  locks: readonly string[],
  work: (client: PoolClient, sent: SentStatements) => Promise<T>,
  begin = locks.length > 0 ? BEGIN_NEW : 'begin',
): Promise<T> {
  const client = await pool.connect();
  const sent = new SentStatements();
  let broken: Error | undefined;
  try {
    sent.add(client.query(begin));
    if (locks.length > 0) sent.add(client.query({ ...LOCKS, values: [locks] }));
    const value = await work(client, sent);
    sent.add(client.query('commit'));
    await sent.ended();
    return value;
  } catch (error) {
    const cause = await sent.firstError(error);
    broken = await rollBack(client);
    throw cause;
  } finally {
    client.release(broken);
  }
}

/** A connection that cannot even roll back is thrown away; the first error is the one worth telling. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
