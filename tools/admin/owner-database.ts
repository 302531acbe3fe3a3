import path from 'node:path';
import pg from 'pg';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { readConfig } from '../start/config.mjs';
import { withEnvFile } from '../start/env-file.mjs';
import { takeLock } from '../start/lock.mjs';
import { startPostgres } from '../start/postgres.mjs';
import { PlainError } from '../start/progress.mjs';
import { makeHome } from '../start/secrets.mjs';

/** What a command needs of the database: a client inside a transaction of the owner's role. */
export type Database = Pick<pg.Client, 'query'>;

/** Names of Postgres' own error codes that a person can act on. */
const NO_TABLE = '42P01';
const NOT_ALLOWED = '42501';

/**
 * Runs work in one transaction as the role that owns the tables: on the operator's own database where DATABASE_URL is
 * set, else on the embedded one, which is started for the moment where PayPort does not run.
 */
export async function asOwner<T>(say: (line: string) => void, work: (db: Database) => Promise<T>): Promise<T> {
  const config = readConfig(withEnvFile(process.env, path.join(PROJECT_ROOT, '.env')), PROJECT_ROOT);
  const own = config.databaseOwnerUrl ?? config.databaseUrl;
  if (own !== undefined) return inTransaction(own, work);
  makeHome(config.home);
  // PayPort runs (somebody has the lock): its server is used. Else a start in this moment must not take ours for its own.
  const lock = takeLock(path.join(config.home, 'launcher.lock'));
  try {
    const postgres = await startPostgres({ home: config.home, port: config.postgresPort, log: say });
    try {
      return await inTransaction(postgres.ownerUrl, work);
    } finally {
      if (!postgres.reused) await postgres.stop();
    }
  } finally {
    if ('release' in lock) lock.release();
  }
}

async function inTransaction<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'payport-admin', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a broken connection is told by the query that fails
  try {
    await client.connect();
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    throw explained(error);
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected; an open transaction ends with it
  }
}

function explained(error: unknown): unknown {
  if (error instanceof PlainError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === NO_TABLE) return new PlainError('The database has no tables yet. Start PayPort once (npm start -- --no-demo), then try again.');
  if (error.code === NOT_ALLOWED)
    return new PlainError('The database role may not do this. Set DATABASE_OWNER_URL to the role that owns the tables.');
  if (error.code === 'ECONNREFUSED') return new PlainError('The database does not answer. Check DATABASE_OWNER_URL or DATABASE_URL.');
  return error;
}
