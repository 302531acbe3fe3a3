import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';

/**
 * The gateway is killed with -9 at each instant of a payment and started again. Right after the restart, gateway and
 * simulated bank must agree to the kopeck, and the guest's card must have been asked for at most once.
 */
const CRASHES = [
  { at: 'intent_durable', when: 'after the intent is durable, before anything was sent', status: 'failed', captured: 0 },
  { at: 'before_first_byte', when: 'at the last moment before the first byte', status: 'failed', captured: 0 },
  { at: 'on_device', when: 'right after the program was started', status: 'approved', captured: 1 },
  { at: 'outcome_known', when: 'with the outcome in hand, before its commit', status: 'approved', captured: 1 },
  { at: 'outcome_durable', when: 'after the commit, before the answer', status: 'approved', captured: 1 },
] as const;

let bank: SimulatedBank;
let database: TestDatabase;
let db: pg.Pool;
let key: string;
let propertyId: string;
let env: Record<string, string>;

beforeAll(async () => {
  bank = await SimulatedBank.start(CRASHES.length + 2);
  database = await testDatabase();
  db = testPool(database.ownerUrl);
  propertyId = await insertProperty(db, 'Гранд Отель');
  key = await insertKey(db, propertyId, ALL_SCOPES);
  env = { DATABASE_URL: database.appUrl, AUTH_SECRET: randomBytes(32).toString('hex'), PAYPORT_INSTANCE: 'crash', LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await db.end();
  await database.close();
  await bank.stop();
});

async function terminal(index: number): Promise<{ tid: string; terminalId: string }> {
  const tid = bank.tids[index]!;
  return {
    tid,
    terminalId: await insertTerminal(db, { propertyId, tid, mid: MID, settings: bank.settings(tid), address: `process:${tid}`, name: tid }),
  };
}

const headers = (more: Record<string, string> = {}): Record<string, string> => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
  ...more,
});

function send(gateway: GatewayProcess, idempotencyKey: string, body: Record<string, unknown>): Promise<Response> {
  return fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: headers({ 'idempotency-key': idempotencyKey, prefer: 'wait=60' }),
    body: JSON.stringify({ currency: 'RUB', reservation: { confirmationNumber: idempotencyKey }, ...body }),
  });
}

/** As the PMS does after a crash: the same key again, until the outcome is known and proven. */
async function finalState(gateway: GatewayProcess, idempotencyKey: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await send(gateway, idempotencyKey, body);
    const payment = (await answer.json()) as Record<string, unknown>;
    expect([answer.status, payment['code']]).toEqual([200, undefined]);
    if (payment['final'] === true || payment['status'] === 'manual_review') return payment;
    await fetch(`${gateway.url}/sonata/v1/payments/${String(payment['id'])}`, {
      headers: headers({ prefer: 'wait=30', 'if-none-match': answer.headers.get('etag') ?? '' }),
    });
  }
}

async function agree(tid: string, payment: Record<string, unknown>, captured: number): Promise<void> {
  const ledger = await bank.ledger(tid);
  expect(ledger.map((row) => [row.kind, row.amount])).toEqual(Array.from({ length: captured }, () => ['sale', payment['amount']]));
  const { rows } = await db.query(
    `select to_status, count(*)::int from payment_event where payment_id = $1 and to_status = 'dispatched' and type = 'state' group by 1`,
    [payment['id']],
  );
  expect(rows).toEqual([{ to_status: 'dispatched', count: 1 }]);
}

describe('kill -9 of the gateway', () => {
  it.each(CRASHES.map((crash, index) => ({ ...crash, index })))('$when: the payment is $status', async ({ at, status, captured, index }) => {
    const { tid, terminalId } = await terminal(index);
    const idempotencyKey = randomUUID();
    const body = { terminalId, amount: `${1000 + index}.00` };
    const first = await GatewayProcess.start({ ...env, CRASH_AT: at });
    const call = send(first, idempotencyKey, body).then(
      () => 'answered',
      () => 'broken',
    );
    expect(await first.ended()).toBe('SIGKILL');
    expect(await call).toBe('broken');
    const second = await GatewayProcess.start(env);
    try {
      const payment = await finalState(second, idempotencyKey, body);
      expect(payment['status']).toBe(status);
      await agree(tid, payment, captured);
    } finally {
      second.kill();
      await second.ended();
    }
  });

  it('while the guest is at the device: the run goes on, and its own answer is believed', async () => {
    const { tid, terminalId } = await terminal(CRASHES.length);
    const idempotencyKey = randomUUID();
    const body = { terminalId, amount: '1000.88' };
    const first = await GatewayProcess.start(env);
    const call = send(first, idempotencyKey, body).catch(() => null);
    const onDevice = async (): Promise<boolean> =>
      (await db.query(`select from payment where idempotency_key = $1 and status = 'in_progress'`, [idempotencyKey])).rowCount === 1;
    while (!(await onDevice()));
    first.kill();
    await call;
    await first.ended();
    const second = await GatewayProcess.start(env);
    try {
      const payment = await finalState(second, idempotencyKey, body);
      expect(payment).toMatchObject({ status: 'approved', result: { terminalTid: tid } });
      await agree(tid, payment, 1);
    } finally {
      second.kill();
      await second.ended();
    }
  });

  it('a declined card stays declined over a crash before the commit', async () => {
    const { tid, terminalId } = await terminal(CRASHES.length + 1);
    const idempotencyKey = randomUUID();
    const body = { terminalId, amount: '1000.05' };
    const first = await GatewayProcess.start({ ...env, CRASH_AT: 'outcome_known' });
    await send(first, idempotencyKey, body).catch(() => null);
    await first.ended();
    const second = await GatewayProcess.start(env);
    try {
      const payment = await finalState(second, idempotencyKey, body);
      expect(payment).toMatchObject({ status: 'declined', decline: { code: 'insufficient_funds' } });
      await agree(tid, payment, 0);
    } finally {
      second.kill();
      await second.ended();
    }
  });
});
