import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';

/**
 * A ZVT terminal books a payment when its answer is acknowledged, and undoes it otherwise. Wherever the gateway is killed,
 * what it says after its restart must be what the bank holds.
 */
const CRASHES = [
  { at: 'facts_kept', passes: 0, when: 'before the order left', amount: '1000.00', status: 'failed', ledger: [] },
  // Its guest never comes: one who pays while a busy machine is slow to kill the gateway would be another case.
  { at: 'on_device', passes: 0, when: 'with the guest at the device', amount: '1000.89', status: 'failed', ledger: [] },
  {
    at: 'facts_kept',
    passes: 1,
    when: 'between keeping the approval and acknowledging it',
    amount: '1000.00',
    status: 'cancelled',
    ledger: ['sale reversed'],
  },
  {
    at: 'outcome_known',
    passes: 0,
    when: 'after the acknowledgement, before the outcome is written',
    amount: '1000.00',
    status: 'approved',
    ledger: ['sale captured'],
  },
] as const;

let bank: SimulatedBank;
let database: TestDatabase;
let db: pg.Pool;
let key: string;
let propertyId: string;
let env: Record<string, string>;

beforeAll(async () => {
  bank = await SimulatedBank.start(CRASHES.length, 'zvt');
  database = await testDatabase();
  db = testPool(database.ownerUrl);
  propertyId = await insertProperty(db, 'Гранд Отель');
  key = await insertKey(db, propertyId, ALL_SCOPES);
  env = { DATABASE_URL: database.appUrl, AUTH_SECRET: randomBytes(32).toString('hex'), PAYPORT_INSTANCE: 'facts', LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await db.end();
  await database.close();
  await bank.stop();
});

const headers = (more: Record<string, string> = {}): Record<string, string> => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
  ...more,
});

function send(gateway: GatewayProcess, idempotencyKey: string, order: { readonly terminalId: string; readonly amount: string }): Promise<Response> {
  return fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: headers({ 'idempotency-key': idempotencyKey, prefer: 'wait=60' }),
    body: JSON.stringify({ ...order, currency: 'RUB', reservation: { confirmationNumber: idempotencyKey } }),
  });
}

/** As the PMS does after a crash: the same key again, until the outcome is known and proven. */
async function finalState(gateway: GatewayProcess, idempotencyKey: string, order: Parameters<typeof send>[2]): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await send(gateway, idempotencyKey, order);
    const payment = (await answer.json()) as Record<string, unknown>;
    expect([answer.status, payment['code']]).toEqual([200, undefined]);
    if (payment['final'] === true || payment['status'] === 'manual_review') return payment;
    await fetch(`${gateway.url}/sonata/v1/payments/${String(payment['id'])}`, {
      headers: headers({ prefer: 'wait=30', 'if-none-match': answer.headers.get('etag') ?? '' }),
    });
  }
}

describe('kill -9 of the gateway in a dialogue that the terminal commits', () => {
  it.each(CRASHES.map((crash, index) => ({ ...crash, index })))(
    '$when: the payment is $status',
    async ({ at, passes, amount, status, ledger, index }) => {
      const tid = bank.tids[index]!;
      const terminal = { propertyId, tid, mid: MID, driver: 'zvt', settings: await bank.zvtSettings(tid), address: `tcp:${tid}`, name: tid };
      const order = { terminalId: await insertTerminal(db, terminal), amount };
      const idempotencyKey = randomUUID();
      const first = await GatewayProcess.start({ ...env, CRASH_AT: at, CRASH_PASSES: String(passes) });
      const call = send(first, idempotencyKey, order).then(
        () => 'answered',
        () => 'broken',
      );
      expect(await first.ended()).toBe('SIGKILL');
      expect(await call).toBe('broken');
      const second = await GatewayProcess.start(env);
      try {
        expect(await finalState(second, idempotencyKey, order)).toMatchObject({ status });
        expect((await bank.ledger(tid)).map((row) => `${row.kind} ${row.state}`)).toEqual(ledger);
      } finally {
        second.kill();
        await second.ended();
      }
    },
  );
});
