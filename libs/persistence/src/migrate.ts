import path from 'node:path';
import pg, { type Client } from 'pg';
import { applyGrants } from './migrations/grants.ts';
import { MigrationError } from './migrations/migration-error.ts';
import { ownMigrations, readMigrations, type MigrationFile } from './migrations/migration-files.ts';
import { MigrationTable } from './migrations/migration-table.ts';

export interface MigrateOptions {
  /** The role that the gateway runs as; it gets the rights of `grants.sql`. Without it no rights are touched. */
  readonly appRole?: string | undefined;
  /** Folder of the migrations; `grants.sql` lies beside it. Default: `prisma/migrations` of this program. */
  readonly directory?: string | undefined;
  /** How long to wait for another migrator, or for a table that is in use. Default one minute. */
  readonly lockTimeoutMs?: number | undefined;
}

/** The lock that Prisma's schema engine takes: its `migrate deploy` and this runner wait for each other. */
const ADVISORY_LOCK = 72707369;
const LOCK_NOT_AVAILABLE = '55P03';
const OLDEST_SERVER = 150_000;

/**
 * Brings a database to this program's version: every missing migration in a transaction of its own, then the rights.
 * Several may run at once; one works, the others wait and find nothing left to do.
 * @throws MigrationError with a message for the person who starts the program
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const directory = path.resolve(options.directory ?? ownMigrations());
  const files = await readMigrations(directory);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'payport-migrate', connectionTimeoutMillis: 10_000 });
  // A server that stops meanwhile is told by the failing query; without a listener it would end the program.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new MigrationError(`The database cannot be used: ${reasonOf(error)}.`, { cause: error });
  }
  try {
    await prepare(client, options.lockTimeoutMs ?? 60_000);
    const applied = await applyAll(client, files);
    if (options.appRole !== undefined) await applyGrants(client, directory, options.appRole);
    return { applied };
  } finally {
    await client.end();
  }
}

async function prepare(client: Client, lockTimeoutMs: number): Promise<void> {
  // The person's or role's own settings must not decide where tables go or how long an index may take.
  await client.query(`set search_path = public; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
    set default_transaction_read_only = off; set lock_timeout = ${Math.trunc(lockTimeoutMs)}; set client_min_messages = warning`);
  const { rows } = await client.query<{ version: number; encoding: string; database: string }>(`select
    current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding, current_database() as database`);
  const server = rows[0];
  if (!server || server.version < OLDEST_SERVER) throw new MigrationError('PayPort needs Postgres 15 or newer.');
  if (server.encoding !== 'UTF8')
    throw new MigrationError(`The database ${server.database} has the encoding ${server.encoding}; PayPort needs UTF8.`);
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
  } catch (error) {
    if (codeOf(error) === LOCK_NOT_AVAILABLE)
      throw new MigrationError('Another program has been migrating this database for too long. Wait for it or stop it.');
    throw error;
  }
}

async function applyAll(client: Client, files: readonly MigrationFile[]): Promise<string[]> {
  const table = new MigrationTable(client);
  await table.create();
  const applied: string[] = [];
  for (const file of await table.pending(files)) {
    await applyOne(client, table, file);
    applied.push(file.name);
  }
  return applied;
}

async function applyOne(client: Client, table: MigrationTable, file: MigrationFile): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query('begin');
    // Sent whole, without parameters: function bodies hold semicolons, so nobody may split it.
    await client.query(file.sql);
    await table.finished(file, startedAt);
    await client.query('commit');
  } catch (error) {
    const reason = reasonOf(error);
    await rollBack(client, table, file, startedAt, `${codeOf(error) ?? ''} ${reason}`.trim());
    const busy = codeOf(error) === LOCK_NOT_AVAILABLE ? ' A table it changes is in use: stop the gateways, then try again.' : '';
    throw new MigrationError(`The migration ${file.name} failed and was rolled back: ${reason}.${busy}`, { cause: error });
  }
}

/** A lost connection has rolled back by itself; the reason that the caller reports matters more than the note. */
async function rollBack(client: Client, table: MigrationTable, file: MigrationFile, startedAt: Date, logs: string): Promise<void> {
  try {
    await client.query('rollback');
    await table.rolledBack(file, startedAt, logs);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

/** A connection refused on both IPv4 and IPv6 is an AggregateError without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error && error.message !== '' ? error.message : (codeOf(error) ?? String(error));
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
