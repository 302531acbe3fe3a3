// @ts-check
import { PlainError } from './progress.mjs';

/** @typedef {{appUrl: string, ownerUrl: string, appRole: string | undefined, stop: () => Promise<void>, pid: number | undefined}} Database */

/** SQL is written for this and newer. */
const OLDEST = 15;
const CONNECT_MS = 10_000;

/** What went wrong, in words without the address: a driver's own text may repeat what it was given. */
const REASONS = /** @type {Record<string, string>} */ ({
  ECONNREFUSED: 'nothing answers at its host and port',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up',
  ETIMEDOUT: 'its host does not answer',
  ECONNRESET: 'the server closed the connection',
  EHOSTUNREACH: 'its host cannot be reached',
  '28P01': 'the server refuses its user name or password',
  28000: 'the server does not let this user in from here',
  '3D000': 'the database that it names does not exist',
  53300: 'the server has no connection left',
  42501: 'its role may not connect',
});

/**
 * @param {string} variable
 * @param {string} url
 */
async function describe(variable, url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, application_name: 'payport-start' });
  client.on('error', () => undefined); // a broken connection is told by the query that fails
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding, current_user AS role, current_database() AS database",
    );
    return /** @type {{version: number, encoding: string, role: string, database: string}} */ (rows[0]);
  } catch (error) {
    const { code = '', message = '' } = /** @type {{code?: string, message?: string}} */ (error);
    const reason =
      REASONS[code] ??
      (/timeout/i.test(message)
        ? REASONS['ETIMEDOUT']
        : /SSL|certificate/i.test(message)
          ? 'the encrypted connection (sslmode) was not possible'
          : `the connection failed (${code || 'no code'})`);
    throw new PlainError(`${variable} does not work: ${reason}.`);
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}

/**
 * Checks the operator's own database before anything uses it.
 * @param {{databaseUrl: string, databaseOwnerUrl: string | undefined}} config
 * @param {(line: string) => void} log
 * @returns {Promise<Database>}
 */
export async function externalPostgres({ databaseUrl, databaseOwnerUrl }, log) {
  const app = await describe('DATABASE_URL', databaseUrl);
  const owner = databaseOwnerUrl === undefined ? app : await describe('DATABASE_OWNER_URL', databaseOwnerUrl);
  if (app.version < OLDEST) throw new PlainError(`DATABASE_URL leads to Postgres ${app.version}; PayPort needs Postgres ${OLDEST} or newer.`);
  if (app.encoding !== 'UTF8') throw new PlainError(`DATABASE_URL leads to a database with the encoding ${app.encoding}; PayPort needs UTF8.`);
  if (owner.database !== app.database) throw new PlainError('DATABASE_OWNER_URL and DATABASE_URL name two different databases.');
  log(`Using your own Postgres ${app.version} (DATABASE_URL).`);
  const separate = owner.role !== app.role;
  if (!separate)
    log(
      'Warning: one role both migrates and serves. Set DATABASE_OWNER_URL to the owner and DATABASE_URL to a role of its own, so that the gateway cannot change its own history.',
    );
  return {
    appUrl: databaseUrl,
    ownerUrl: databaseOwnerUrl ?? databaseUrl,
    appRole: separate ? app.role : undefined,
    stop: async () => undefined,
    pid: undefined,
  };
}
