// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { binariesFor } from './postgres-binaries.mjs';
import { placeFor } from './postgres-place.mjs';
import { APP_ROLE, DATABASE, ensureRoles, OWNER_ROLE, urlOf, withClient } from './postgres-roles.mjs';
import { initCluster, runningServer, spawnServer, stopServer } from './postgres-server.mjs';
import { identityOf } from './processes.mjs';
import { PlainError } from './progress.mjs';
import { makeHome, readJson, secretsOf } from './secrets.mjs';

/**
 * @typedef {object} PostgresOptions
 * @property {string} home PAYPORT_HOME: passwords, log and (where its user can enter) the database's files
 * @property {number} [port] wanted port; taken → the next free one; 0 → any (the default)
 * @property {(line: string) => void} [log] where plain news goes
 * @property {boolean} [durable] false: no fsync, for tests only
 * @property {boolean} [keep] false: `stop` removes the files, and the server ends by itself when this process dies
 * @property {Record<string, string>} [settings] further Postgres settings
 * @property {string} [native] the folder above another Postgres' `bin`: for tests on the oldest version that we support
 */

/**
 * @typedef {object} RunningPostgres
 * @property {string} url the superuser's, on the database `postgres`: for tests that make databases
 * @property {string} ownerUrl the role that owns and migrates the database `payport`
 * @property {string} appUrl the role that the gateway runs as
 * @property {string} ownerRole
 * @property {string} appRole
 * @property {number} port
 * @property {number} pid
 * @property {boolean} reused a former run's server was still there and healthy
 * @property {string} dataDir
 * @property {() => Promise<void>} stop
 */

const HOST = '127.0.0.1';
/** A start after a crash replays the log; a slow disk may take minutes for a long one. */
const START_LIMIT_MS = 180_000;

/** @typedef {import('./postgres-roles.mjs').Login} Login */

/** @param {Login} admin @param {string} data */
async function isOurs(admin, data) {
  try {
    const shown = await withClient(admin, (client) => client.query('SHOW data_directory'));
    return realpathSync(shown.rows[0].data_directory) === realpathSync(data);
  } catch {
    return false; // silent, other password, other folder: in every case not a server to go on with
  }
}

/**
 * @param {Login} admin
 * @param {ReturnType<typeof spawnServer>} server
 * @returns {Promise<'ready' | 'port taken' | 'memory held'>}
 */
async function untilReady(admin, server) {
  const deadline = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (server.exited()) {
      const said = server.tail();
      if (/could not bind|could not create any TCP\/IP sockets/i.test(said)) return 'port taken';
      if (/pre-existing shared memory block|lock file "postmaster\.pid" already exists/i.test(said)) return 'memory held';
      throw new PlainError(`Postgres ended while starting. It said:\n${said.trim().split('\n').slice(-8).join('\n')}`);
    }
    try {
      await withClient(admin, (client) => client.query('SELECT 1'));
      return 'ready';
    } catch (error) {
      const { code } = /** @type {{code?: string}} */ (error);
      if (code === '28P01')
        throw new PlainError('The database exists but its password in secrets.json is another one. Restore secrets.json of this PAYPORT_HOME.', {
          cause: error,
        });
    }
    if (performance.now() > deadline)
      throw new PlainError(
        `Postgres is not ready after ${START_LIMIT_MS / 1000} s. It said:\n${server.tail().trim().split('\n').slice(-8).join('\n')}`,
      );
    await delay(25);
  }
}

/**
 * A test that is killed leaves no server: a shell holds a pipe from us, and when that closes it ends the server.
 * @param {number} pid
 * @param {string} dir
 */
function endWithUs(pid, dir) {
  if (process.platform === 'win32') return () => undefined;
  const script =
    'cat >/dev/null; kill -INT "$1" 2>/dev/null; for i in $(seq 300); do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done; rm -rf "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', String(pid), dir], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  /** @type {import('node:net').Socket} */ (guard.stdin).unref();
  return () => guard.kill('SIGKILL');
}

/** @param {string} bin @param {import('./postgres-place.mjs').Place} place */
function checkVersion(bin, { dir, user }) {
  const data = path.join(dir, 'data');
  const made = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  const ours = /(\d+)/.exec(spawnSync(path.join(bin, 'postgres'), ['-V'], { ...user, cwd: '/', encoding: 'utf8' }).stdout)?.[1];
  if (made !== ours)
    throw new PlainError(
      `The database in ${data} was made by Postgres ${made}; this PayPort brings Postgres ${ours}. Carry the data over with pg_dump, or set DATABASE_URL.`,
    );
}

/**
 * Starts the embedded Postgres of a home, or takes over one that a killed launcher left running.
 * @param {PostgresOptions} options
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ home: givenHome, port = 0, log = () => undefined, durable = true, keep = true, settings = {}, native }) {
  makeHome(givenHome);
  const home = realpathSync(givenHome);
  const secrets = secretsOf(home);
  const place = placeFor(home, log);
  const data = path.join(place.dir, 'data');
  /** @param {number} at @returns {Login} */
  const admin = (at) => ({ host: HOST, port: at, user: 'postgres', password: secrets.postgresPassword, database: 'postgres' });

  let server = runningServer(data);
  const reused = server !== undefined && (await isOurs(admin(server.port), data));
  if (server && !reused) {
    log('The former run left a Postgres that does not answer: stopping it.');
    await stopServer(server.pid, server.identity);
    server = undefined;
  }
  const running = server ?? (await startServer({ home, place, admin, port, durable, settings, log, native, password: secrets.postgresPassword }));
  const release = keep ? () => undefined : endWithUs(running.pid, place.dir);
  try {
    await ensureRoles(admin(running.port), secrets);
  } catch (error) {
    await stopServer(running.pid, running.identity);
    throw error;
  }
  const login = admin(running.port);
  return {
    url: urlOf(login),
    ownerUrl: urlOf({ ...login, user: OWNER_ROLE, password: secrets.ownerPassword, database: DATABASE }),
    appUrl: urlOf({ ...login, user: APP_ROLE, password: secrets.appPassword, database: DATABASE }),
    ownerRole: OWNER_ROLE,
    appRole: APP_ROLE,
    port: running.port,
    pid: running.pid,
    reused,
    dataDir: data,
    stop: async () => {
      await stopServer(running.pid, running.identity);
      release();
      if (!keep) rmSync(place.dir, { recursive: true, force: true });
    },
  };
}

/**
 * Ends a server that a killed launcher left running on this home's files, if there is one: before its programs are
 * installed anew, for example.
 * @param {string} home
 */
export async function endStrayPostgres(home) {
  const remembered = /** @type {{dir?: string} | undefined} */ (readJson(path.join(home, 'postgres.json')))?.dir;
  for (const dir of new Set([remembered ?? path.join(home, 'postgres'), path.join(home, 'postgres')])) {
    if (!existsSync(path.join(dir, 'data'))) continue;
    const server = runningServer(path.join(realpathSync(dir), 'data'));
    if (server) await stopServer(server.pid, server.identity);
  }
}

/**
 * @param {{home: string, place: import('./postgres-place.mjs').Place, admin: (port: number) => Login, port: number, durable: boolean, settings: Record<string, string>, log: (line: string) => void, native: string | undefined, password: string}} how
 * @returns {Promise<import('./postgres-server.mjs').RunningServer>}
 */
async function startServer({ home, place, admin, port, durable, settings, log, native, password }) {
  const data = path.join(place.dir, 'data');
  const bin = binariesFor(place.dir, place.user, native);
  if (existsSync(data)) checkVersion(bin, place);
  else initCluster(place, bin, { password, durable });
  const logs = path.join(home, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + START_LIMIT_MS;
  for (let wanted = await freePort(port); performance.now() < deadline;) {
    const server = spawnServer(place, bin, { port: wanted, durable, settings, logFile: path.join(logs, 'postgres.log') });
    const identity = identityOf(server.pid);
    const outcome = await untilReady(admin(wanted), server).catch(async (error) => {
      await stopServer(server.pid, identity);
      throw error;
    });
    if (outcome === 'ready' && identity !== undefined) {
      if (port !== 0 && wanted !== port) log(`Port ${port} is taken: Postgres listens on ${wanted}.`);
      return { pid: server.pid, identity, port: wanted };
    }
    // Somebody took the port between our look and the start, or the killed server's last processes still end.
    if (outcome === 'port taken') wanted = await freePort(port === 0 ? 0 : wanted + 1);
    else await delay(200);
  }
  throw new PlainError('Postgres cannot start: processes of a former one still use its memory.');
}
