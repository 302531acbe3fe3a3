import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { GatewayProcess } from '../crash/gateway-process.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';

type Payment = Readonly<Record<string, unknown>>;

let bank: SimulatedBank;
let database: TestDatabase;
let db: pg.Pool;
let key: string;
let terminals: readonly string[];

beforeAll(async () => {
  bank = await SimulatedBank.start(3);
  database = await testDatabase();
  db = testPool(database.ownerUrl);
  const propertyId = await insertProperty(db, 'Гранд Отель');
  key = await insertKey(db, propertyId, ALL_SCOPES);
  terminals = await Promise.all(
    bank.tids.map((tid) => insertTerminal(db, { propertyId, tid, mid: MID, settings: bank.settings(tid), address: `process:${tid}`, name: tid })),
  );
});
afterAll(async () => {
  await db.end();
  await database.close();
  await bank.stop();
});

const start = (): Promise<GatewayProcess> =>
  GatewayProcess.start(
    {
      DATABASE_URL: database.appUrl,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      PAYPORT_INSTANCE: 'stop',
      GATEWAY_PORT: '0',
      LOG_LEVEL: 'info',
    },
    'dist/gateway/main.js',
  );

const ask = (gateway: GatewayProcess, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });

const pay = (gateway: GatewayProcess, terminalId: string | undefined, amount: string, wait = 'wait=60'): Promise<Response> =>
  fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(), prefer: wait },
    body: JSON.stringify({ terminalId, amount, currency: 'RUB', cashier: randomUUID() }),
  });

/** A payment that never ends by itself: the device cannot tell, so that a person has to. */
async function inReview(gateway: GatewayProcess): Promise<{ id: string; tag: string }> {
  let answer = await pay(gateway, terminals[2], '10.74');
  for (;;) {
    const payment = (await answer.json()) as Payment;
    const tag = answer.headers.get('etag') ?? '';
    if (payment['status'] === 'manual_review') return { id: String(payment['id']), tag };
    answer = await ask(gateway, `/sonata/v1/payments/${String(payment['id'])}`, { prefer: 'wait=30', 'if-none-match': tag });
  }
}

async function onDevice(): Promise<void> {
  while ((await db.query(`select from payment where status = 'in_progress'`)).rowCount !== 1);
}

describe('a gateway that is asked to stop while a guest is at the device', () => {
  it('refuses what is new, ends what runs, answers its caller, lets go of everybody else, and ends with 0', async () => {
    const gateway = await start();
    const review = await inReview(gateway);
    const stream = (await ask(gateway, `/sonata/v1/payments/${review.id}/events`)).text();
    const held = ask(gateway, `/sonata/v1/payments/${review.id}`, { prefer: 'wait=100', 'if-none-match': review.tag });
    const sale = pay(gateway, terminals[0], '1000.88');
    await onDevice();

    gateway.kill('SIGTERM');
    await expect.poll(async () => (await ask(gateway, '/health/ready')).status).toBe(503);
    const refused = await pay(gateway, terminals[1], '5.00', '');
    expect([refused.status, refused.headers.get('retry-after'), ((await refused.json()) as Payment)['code']]).toEqual([503, '5', 'unavailable']);
    expect((await ask(gateway, '/health/live')).status).toBe(200);
    // An impatient service manager, and a person at the keyboard: money work is not cut.
    gateway.kill('SIGTERM');
    gateway.kill('SIGINT');

    const answer = await sale;
    expect([answer.status, ((await answer.json()) as Payment)['status']]).toEqual([201, 'approved']);
    expect((await held).status).toBe(304);
    expect(await stream).toContain('event: payment');
    await gateway.ended();
    expect(gateway.exitCode).toBe(0);
    expect((await bank.ledger(String(bank.tids[0]))).map(({ amount, state }) => [amount, state])).toEqual([['1000.88', 'captured']]);
    expect(await bank.ledger(String(bank.tids[1]))).toEqual([]);
    const { rows } = await db.query(`select status from payment order by id`);
    expect(rows).toEqual([{ status: 'manual_review' }, { status: 'approved' }]);
    expect((await db.query('select from device_claim')).rowCount).toBe(0);
  });

  it('takes payments again after the next start, under the same name', async () => {
    const gateway = await start();
    const answer = await pay(gateway, terminals[1], '5.00');
    expect(((await answer.json()) as Payment)['status']).toBe('approved');
    gateway.kill('SIGINT');
    await gateway.ended();
    expect(gateway.exitCode).toBe(0);
  });
});
