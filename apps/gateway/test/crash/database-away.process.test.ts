import { maskCardNumbers } from '@payport/domain';
import { migrate } from '@payport/persistence';
import { testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.ts';

/** How fast a new sale is refused while the database is away, ms. */
const AT_ONCE_MS = 100;

let bank: SimulatedBank;
let home: string;
let postgres: OwnPostgres;
let key: string;
let propertyId: string;
let used = 0;

/** A Postgres of its own, which these tests may stop. */
const serve = (port = 0): Promise<OwnPostgres> => startOwnPostgres(path.join(home, 'db'), port);
const onDatabase = async <T>(work: (db: pg.Pool) => Promise<T>): Promise<T> => {
  const db = testPool(postgres.ownerUrl);
  try {
    return await work(db);
  } finally {
    await db.end();
  }
};

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'payport-away-'));
  bank = await SimulatedBank.start(4);
  postgres = await serve();
  await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
  await onDatabase(async (db) => {
    propertyId = await insertProperty(db, 'Гранд Отель');
    key = await insertKey(db, propertyId, ALL_SCOPES);
  });
});
afterAll(async () => {
  await postgres.stop();
  await bank.stop();
  await rm(home, { recursive: true, force: true });
});

let env: Record<string, string>;
let journal: string;
let terminal: { readonly tid: string; readonly id: string; readonly folder: string };
beforeEach(async () => {
  const folder = path.join(home, `journal-${used}`);
  journal = path.join(folder, 'outcomes-away.journal');
  env = {
    DATABASE_URL: postgres.appUrl,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    PAYPORT_INSTANCE: 'away',
    PAYPORT_JOURNAL_DIR: folder,
    LOG_LEVEL: 'fatal',
  };
  const tid = bank.tids[used]!;
  used += 1;
  const settings = bank.settings(tid);
  const id = await onDatabase((db) => insertTerminal(db, { propertyId, tid, mid: MID, settings, address: `process:${tid}`, name: tid }));
  terminal = { tid, id, folder: settings.folder };
});

function pay(gateway: GatewayProcess, amount: string, prefer = 'wait=60'): Promise<Response> {
  const idempotencyKey = randomUUID();
  return fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey, prefer },
    body: JSON.stringify({ terminalId: terminal.id, amount, currency: 'RUB', reservation: { confirmationNumber: idempotencyKey } }),
  });
}

interface PaymentRow {
  readonly id: string;
  readonly status: string;
  readonly rrn: string | null;
  readonly causes: string[];
  readonly claims: number;
}
const paymentRow = (): Promise<PaymentRow> =>
  onDatabase(async (db) => {
    const { rows } = await db.query<PaymentRow>(
      `select id, status, rrn, (select count(*)::int from device_claim c where c.payment_id = p.id) as claims,
         (select array_agg(e.actor || ':' || e.cause order by e.seq) from payment_event e where e.payment_id = p.id) as causes
       from payment p where terminal_id = $1`,
      [terminal.id],
    );
    expect(rows).toHaveLength(1);
    return rows[0]!;
  });

/** A sale whose outcome is known and not written: the gateway waits, and the database is gone. */
async function outcomeWithoutDatabase(
  amount: string,
  more: Record<string, string> = {},
): Promise<{ gateway: GatewayProcess; call: Promise<Response | null> }> {
  const gateway = await GatewayProcess.start({ ...env, WAIT_AT: 'outcome_known', ...more });
  const call = pay(gateway, amount).catch(() => null);
  await gateway.waits();
  await postgres.stop();
  gateway.open();
  return { gateway, call };
}

describe('an outcome that comes while the database is away', () => {
  it('survives a kill -9, and is what the bank’s ledger says, without asking the device', async () => {
    const { gateway, call } = await outcomeWithoutDatabase('1000.00', { CRASH_AT: 'outcome_journaled' });
    expect(await gateway.ended()).toBe('SIGKILL');
    expect(await call).toBeNull();
    const kept = await readFile(journal, 'utf8');
    expect(kept.trimEnd().split('\n')).toHaveLength(1);
    expect(maskCardNumbers(kept)).toBe(kept);
    if (process.platform !== 'win32') expect((await stat(journal)).mode & 0o777).toBe(0o600);

    // The device can tell nothing any more: only the journal knows.
    await rename(terminal.folder, `${terminal.folder}.gone`);
    postgres = await serve(postgres.port);
    // Nobody has written the outcome yet, and nobody else gets the device.
    expect(await paymentRow()).toMatchObject({ claims: 1, rrn: null });
    const next = await GatewayProcess.start(env);
    try {
      const [sale] = await bank.ledger(terminal.tid);
      expect(sale).toMatchObject({ kind: 'sale', amount: '1000.00', state: 'captured' });
      expect(await paymentRow()).toMatchObject({ status: 'approved', rrn: sale?.rrn, claims: 0 });
      expect((await paymentRow()).causes.at(-1)).toBe('device:device_approved');
      expect((await stat(journal)).size).toBe(0);
    } finally {
      next.kill();
      await next.ended();
      await rename(`${terminal.folder}.gone`, terminal.folder);
    }
  });

  it('is written when the database is back; meanwhile new sales are refused at once', async () => {
    const { gateway, call } = await outcomeWithoutDatabase('1100.00');
    try {
      while ((await stat(journal)).size === 0);
      const took: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        const began = performance.now();
        const refused = await pay(gateway, '1.00', '');
        took.push(performance.now() - began);
        expect([refused.status, ((await refused.json()) as Record<string, unknown>)['code']]).toEqual([503, 'unavailable']);
      }
      expect(Math.min(...took)).toBeLessThan(AT_ONCE_MS);
      postgres = await serve(postgres.port);
      const answer = await call;
      expect([answer?.status, ((await answer?.json()) as Record<string, unknown>)['status']]).toEqual([201, 'approved']);
      expect(await paymentRow()).toMatchObject({ status: 'approved', claims: 0 });
      expect(await bank.ledger(terminal.tid)).toHaveLength(1);
      while ((await stat(journal)).size > 0);
    } finally {
      gateway.kill();
      await gateway.ended();
    }
  });

  it('is replayed twice without harm: a final payment only notes it', async () => {
    const { gateway } = await outcomeWithoutDatabase('1200.00', { CRASH_AT: 'outcome_journaled' });
    await gateway.ended();
    const kept = await readFile(journal);
    postgres = await serve(postgres.port);
    for (const round of [1, 2]) {
      // As if the gateway had died between the database's commit and the emptying; the second line is torn by that.
      if (round === 2) await writeFile(journal, Buffer.concat([kept, kept.subarray(0, 40)]));
      const next = await GatewayProcess.start(env);
      next.kill();
      await next.ended();
    }
    const payment = await paymentRow();
    expect(payment.causes.slice(-2)).toEqual(['device:device_approved', 'device:late_answer']);
    expect([payment.status, payment.claims, (await stat(journal)).size]).toEqual(['approved', 0, 0]);
    expect(await bank.ledger(terminal.tid)).toHaveLength(1);
  });
});

describe('a close of the day whose outcome comes while the database is away', () => {
  it('survives a kill -9, and is done without asking the device, which is told to close once', async () => {
    const first = await GatewayProcess.start({ ...env, WAIT_AT: 'close_known', CRASH_AT: 'close_journaled' });
    expect(await (await pay(first, '1300.00')).json()).toMatchObject({ status: 'approved' });
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID(), prefer: 'wait=60' };
    const call = fetch(`${first.url}/sonata/v1/terminals/${terminal.id}/settlements`, { method: 'POST', headers }).catch(() => null);
    await first.waits();
    await postgres.stop();
    first.open();
    expect(await first.ended()).toBe('SIGKILL');
    expect(await call).toBeNull();
    const kept = await readFile(journal, 'utf8');
    expect(kept.trimEnd().split('\n')).toHaveLength(1);
    expect(maskCardNumbers(kept)).toBe(kept);

    // The device can tell nothing any more: only the journal knows.
    await rename(terminal.folder, `${terminal.folder}.gone`);
    postgres = await serve(postgres.port);
    const next = await GatewayProcess.start(env);
    try {
      const { rows } = await onDatabase((db) =>
        db.query<Record<string, unknown>>(
          `select c.status, c.evidence ? 'journaledAt' as journaled, s.matches,
             (select count(*)::int from device_claim d where d.command_id = c.id) as claims
           from terminal_command c join settlement s on s.id = c.id where c.terminal_id = $1`,
          [terminal.id],
        ),
      );
      expect(rows).toEqual([{ status: 'done', journaled: true, matches: true, claims: 0 }]);
      expect((await stat(journal)).size).toBe(0);
    } finally {
      next.kill();
      await next.ended();
      await rename(`${terminal.folder}.gone`, terminal.folder);
    }
  });
});
