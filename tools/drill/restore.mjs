// @ts-check
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { OWNER_ROLE, APP_ROLE } from '../start/postgres-roles.mjs';
import { until } from '../start/progress.mjs';
import { differences, fingerprint } from './fingerprint.mjs';

const run = promisify(execFile);
const OPEN_MS = 120_000;
const FINAL = ['approved', 'declined', 'cancelled', 'failed', 'reversed'];
const DENIED = '42501';

/** @param {string} url @param {string} name */
export const onDatabase = (url, name) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * As docs/backup.md says: an empty database of the owner's, then the dump into it.
 * @param {{bin: string, adminUrl: string, ownerUrl: string, name: string, file: string}} how
 */
export async function restore({ bin, adminUrl, ownerUrl, name, file }) {
  await withDatabase(adminUrl, async (client) => {
    await client.query(`create database ${name} owner ${OWNER_ROLE} encoding 'UTF8' template template0`);
    await client.query(`revoke all on database ${name} from public; grant connect on database ${name} to ${APP_ROLE}`);
  });
  const { username, password, hostname, port } = new URL(ownerUrl);
  await run(path.join(bin, 'pg_restore'), ['--exit-on-error', '--no-owner', '--dbname', name, file], {
    env: { PATH: process.env['PATH'] ?? '', PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: decodeURIComponent(password) },
  });
}

/**
 * @param {string} ownerUrl
 * @param {string} appUrl
 * @param {import('./fingerprint.mjs').Fingerprint} before
 * @returns {Promise<void>} throws with every difference
 */
export async function compare(ownerUrl, appUrl, before) {
  const after = await withDatabase(ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    return fingerprint(client);
  });
  const found = differences(before, after);
  if (before.rules.length < 100 || Object.keys(before.tables).length < 10) found.push('the comparison saw too little to mean anything');
  await withDatabase(appUrl, async (client) => {
    for (const statement of [
      'update payment_event set cause = cause',
      'delete from payment_event',
      `update payment set status = 'approved'`,
      'drop table payment',
    ]) {
      const code = await client.query(statement).then(
        () => 'allowed',
        (error) => error.code,
      );
      if (code !== DENIED) found.push(`the gateway's role may "${statement}" (${code})`);
    }
  });
  if (found.length > 0) throw new Error(`the restored database is not the one that was dumped:\n${found.join('\n')}`);
}

/**
 * Waits until the payments that were open in the backup have an end, and holds it against the bank's ledger.
 * @param {string} ownerUrl
 * @param {readonly string[]} ids
 * @param {string} bankUrl
 * @returns {Promise<string[]>}
 */
export async function settle(ownerUrl, ids, bankUrl) {
  return withDatabase(ownerUrl, async (client) => {
    const read = async () =>
      /** @type {Array<{id: string, status: string, rrn: string | null, amount: string}>} */ (
        (
          await client.query(
            `select id, status, rrn, (amount_minor / 100.0)::numeric(14, 2)::text as amount from payment
          where id = any ($1) or status not in ('approved', 'declined', 'cancelled', 'failed', 'reversed', 'manual_review')`,
            [ids],
          )
        ).rows
      );
    const rows = await until(
      async () => {
        const now = await read();
        return now.every(({ status }) => FINAL.includes(status)) ? now : undefined;
      },
      { timeoutMs: OPEN_MS, everyMs: 250, late: () => 'payments that were open in the backup have no end' },
    );
    // Only now: the guest at the slow device may have paid while the gateway was away.
    const ledger = await ledgerOf(bankUrl);
    for (const { status, rrn, amount } of rows) {
      const atBank = ledger.some((line) => line.rrn === rrn && line.amount === amount && line.state === 'captured');
      if (status !== 'approved' || !atBank) throw new Error(`the payment of ${amount} is ${status}, the bank ${atBank ? 'took' : 'has not'} it`);
    }
    return rows.map(({ amount, status }) => `${amount} ${status}`);
  });
}

/** @param {string} bankUrl @returns {Promise<Array<{rrn: string, amount: string, kind: string, state: string}>>} */
async function ledgerOf(bankUrl) {
  return /** @type {any[]} */ (await (await fetch(`${bankUrl}/ledger`)).json());
}

/**
 * What the bank took after the backup: money that the restored database does not know of.
 * @param {string} ownerUrl
 * @param {string} bankUrl
 */
export async function unknownToUs(ownerUrl, bankUrl) {
  const ledger = await ledgerOf(bankUrl);
  const known = await withDatabase(ownerUrl, async (client) => (await client.query('select rrn from payment where rrn is not null')).rows);
  const ours = new Set(known.map(({ rrn }) => rrn));
  return ledger.filter(({ rrn }) => !ours.has(rrn)).length;
}
