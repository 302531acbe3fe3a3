// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../start/config.mjs';
import { readSeeded } from '../start/demo-file.mjs';
import { partEnvironment } from '../start/part-environment.mjs';
import { productParts } from '../start/parts.mjs';
import { freePort } from '../start/ports.mjs';
import { startPostgres } from '../start/postgres.mjs';
import { APP_ROLE, DATABASE, OWNER_ROLE } from '../start/postgres-roles.mjs';
import { DrillProcess, runTool } from './drill-process.mjs';
import { Hotel } from './hotel.mjs';
import { compare, onDatabase, restore, settle, unknownToUs, withDatabase } from './restore.mjs';

/** @typedef {import('../start/parts.mjs').Context} Context */
/** @typedef {{root: string, bin: string, payments: number, say: (line: string) => void}} Drill `payments`: beside the history */
/** @typedef {Array<() => unknown>} Ends what has to be ended, the last first */

const RESTORED = 'payport_restored';

/**
 * A backup and its restore, played through with the real programs: a hotel at work, a dump, the loss of the machine, a
 * restore, a comparison, and a gateway that goes on.
 * @param {Drill} drill
 * @returns {Promise<void>} throws an Error that says what is not as it was
 */
export async function backupDrill(drill) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'payport-drill-'));
  /** @type {Ends} */
  const ends = [() => rmSync(home, { recursive: true, force: true, maxRetries: 5 })];
  try {
    await play(drill, home, ends);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** @param {Drill} drill @param {string} home @param {Ends} ends */
async function play({ root, bin, payments, say }, home, ends) {
  const step = timed(say);
  const server = await step('Postgres, its roles made by docker/postgres/10-roles.sh', () => startServer(home, bin, root, ends));
  const context = await contextOf(root, home, server);
  await step('migrated', () => runTool(productParts.migrate(context)));
  const bank = DrillProcess.start('simulator', productParts.simulator(context), home);
  ends.push(() => bank.stop('SIGTERM'));
  await bank.ready(`${context.urls.simulator}/terminals`);
  await step('six weeks of history, played by the real driver', () => runTool(productParts.seed(context)));
  const gateway = DrillProcess.start('gateway', productParts.gateway(context), home);
  ends.push(() => gateway.stop('SIGKILL'));
  await gateway.ready(`${context.urls.gateway}/health/ready`);

  const hotel = new Hotel(context.urls.gateway, readSeeded(context.demoOut), server, root);
  ends.push(() => hotel.close());
  await step(`${payments} payments of a hotel at work`, () => hotel.sell(payments));
  const open = await step('one guest at the device, one answer lost', () => hotel.leaveOpen());
  const backup = await step('dumped by docker/backup/backup.sh while more were taken', () => hotel.dump(bin, path.join(home, 'backups')));
  await gateway.stop('SIGKILL');
  await hotel.close();

  const ownerUrl = onDatabase(server.ownerUrl, RESTORED);
  const appUrl = onDatabase(server.appUrl, RESTORED);
  const next = { ...context, database: { ...context.database, ownerUrl, appUrl } };
  await step('the gateway was killed; the dump restored into an empty database', () =>
    restore({ bin, adminUrl: server.url, ownerUrl: server.ownerUrl, name: RESTORED, file: backup.file }),
  );
  await step('compared: rows, sums of money, rules, rights', () => compare(ownerUrl, appUrl, backup.fingerprint));
  await step('nothing is left to migrate', async () => {
    const said = await runTool(productParts.migrate(next));
    if (!said.includes('up to date')) throw new Error(`the restored database is not of this version: ${said}`);
  });
  const heir = DrillProcess.start('heir', productParts.gateway(next), home);
  ends.push(() => heir.stop('SIGKILL'));
  await step('a gateway on it is ready', () => heir.ready(`${context.urls.gateway}/health/ready`));
  const ended = await step('what was open was asked about at its device, and agrees with the bank', () =>
    settle(ownerUrl, open, context.urls.simulator),
  );
  const unknown = await unknownToUs(ownerUrl, context.urls.simulator);
  await step('stopped', () => heir.stop('SIGTERM'));
  const tables = Object.keys(backup.fingerprint.tables).length;
  say(`${backup.rows} payments, ${tables} tables, ${backup.fingerprint.rules.length} rules the same; ${backup.bytes} bytes.`);
  say(`Open in the backup, ended after it: ${ended.join(', ')}.`);
  say(`Taken after the backup, known to the bank only: ${unknown}. docs/backup.md says what to do about such payments.`);
}

/** @param {(line: string) => void} say */
function timed(say) {
  /** @template T @param {string} title @param {() => Promise<T>} work @returns {Promise<T>} */
  return async (title, work) => {
    const from = performance.now();
    const value = await work();
    say(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${title}`);
    return value;
  };
}

/**
 * A server of the system's Postgres; roles and database anew, as the container makes them.
 * @param {string} home @param {string} bin @param {string} root @param {Ends} ends
 */
async function startServer(home, bin, root, ends) {
  const server = await startPostgres({ home: path.join(home, 'payport'), native: path.dirname(bin), durable: false, keep: false });
  ends.push(server.stop);
  await withDatabase(server.url, async (client) => {
    await client.query(`drop database ${DATABASE} with (force)`);
    await client.query(`drop role ${OWNER_ROLE}; drop role ${APP_ROLE}`);
  });
  const secrets = path.join(home, 'secrets');
  mkdirSync(secrets);
  const passwords = { owner: new URL(server.ownerUrl).password, app: new URL(server.appUrl).password };
  for (const [role, password] of Object.entries(passwords))
    writeFileSync(path.join(secrets, `${role}_password`), `${decodeURIComponent(password)}\n`);
  await runTool({
    command: path.join(root, 'docker/postgres/10-roles.sh'),
    args: [],
    cwd: home,
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      PGHOST: '127.0.0.1',
      PGPORT: String(server.port),
      PGPASSWORD: decodeURIComponent(new URL(server.url).password),
      SECRETS_DIR: secrets,
    },
  });
  return server;
}

/**
 * @param {string} root @param {string} home @param {import('../start/postgres.mjs').RunningPostgres} server
 * @returns {Promise<Context>}
 */
async function contextOf(root, home, server) {
  const config = readConfig({ PAYPORT_HOME: path.join(home, 'payport') }, root);
  const ports = { gateway: await freePort(0), portal: 0, simulator: 0 };
  ports.simulator = await freePort(0, { except: [ports.gateway] });
  const at = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
  return {
    root,
    config,
    database: { ownerUrl: server.ownerUrl, appUrl: server.appUrl, appRole: APP_ROLE, stop: server.stop, pid: server.pid },
    ports,
    demo: true,
    env: { ...partEnvironment(process.env, true), PAYPORT_INSTANCE: 'drill' },
    urls: { gateway: at(ports.gateway), portal: 'http://localhost:3000', simulator: at(ports.simulator) },
    authSecret: randomBytes(32).toString('hex'),
    demoOut: path.join(home, 'demo-seed.json'),
  };
}
