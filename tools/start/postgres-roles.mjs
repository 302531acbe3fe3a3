// @ts-check

/** @typedef {{host: string, port: number, user: string, password: string, database: string}} Login */

/** The driver is loaded late: this file is read before the dependencies are installed. */
async function driver() {
  const { default: pg } = await import('pg');
  return pg;
}

/**
 * Runs work on one connection. `ssl: false` beats PGSSLMODE of the environment: our own server listens on loopback only.
 * @template T
 * @param {Login} login
 * @param {(client: import('pg').Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(login, work) {
  const pg = await driver();
  const client = new pg.Client({ ...login, ssl: false, options: '', connectionTimeoutMillis: 5_000, application_name: 'payport-start' });
  // A server that stops meanwhile is told by the failing query; without a listener it would end this program.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const OWNER_ROLE = 'payport_owner';
export const APP_ROLE = 'payport_app';
export const DATABASE = 'payport';

/**
 * Makes the two roles and the database, and sets the roles' passwords to those of this home. Run at every start.
 * The owner migrates; the app role gets its rights table by table from the migrations and can define nothing.
 * @param {Login} admin
 * @param {import('./secrets.mjs').Secrets} secrets
 */
export async function ensureRoles(admin, secrets) {
  await withClient(admin, async (client) => {
    const { escapeLiteral } = await driver();
    // A statement that fails is written to the server's log: these hold passwords.
    await client.query("SET log_min_error_statement = 'panic'; SET log_statement = 'none'");
    for (const [role, password] of [
      [OWNER_ROLE, secrets.ownerPassword],
      [APP_ROLE, secrets.appPassword],
    ]) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const verb = rowCount ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${escapeLiteral(password ?? '')}`);
    }
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${APP_ROLE}`);
  });
}

/** @param {Login} login */
export function urlOf({ host, port, user, password, database }) {
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(database)}`;
}
