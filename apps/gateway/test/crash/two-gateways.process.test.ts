import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';

let bank: SimulatedBank;
let database: TestDatabase;
let db: pg.Pool;
let key: string;
let propertyId: string;
let env: Record<string, string>;

beforeAll(async () => {
  bank = await SimulatedBank.start(2);
  database = await testDatabase();
  db = testPool(database.ownerUrl);
  propertyId = await insertProperty(db, 'Гранд Отель');
  key = await insertKey(db, propertyId, ALL_SCOPES);
  env = { DATABASE_URL: database.appUrl, AUTH_SECRET: randomBytes(32).toString('hex'), LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await db.end();
  await database.close();
  await bank.stop();
});

async function terminal(index: number): Promise<{ tid: string; terminalId: string }> {
  const tid = bank.tids[index]!;
  const settings = bank.settings(tid);
  return { tid, terminalId: await insertTerminal(db, { propertyId, tid, mid: MID, settings, address: `process:${tid}`, name: tid }) };
}
const call = (gateway: GatewayProcess, path: string, how: { body?: unknown; prefer?: string; key?: string } = {}): Promise<Response> =>
  fetch(`${gateway.url}/sonata/v1${path}`, {
    method: how.body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': how.key ?? randomUUID(),
      ...(how.prefer === undefined ? {} : { prefer: how.prefer }),
    },
    ...(how.body === undefined ? {} : { body: JSON.stringify(how.body) }),
  });
const sale = (terminalId: string, amount: string): Record<string, unknown> => ({
  terminalId,
  amount,
  currency: 'RUB',
  reservation: { confirmationNumber: randomUUID() },
});
async function status(idempotencyKey: string, wanted: string): Promise<string> {
  for (;;) {
    const { rows } = await db.query(
      `select id from payment p where idempotency_key = $1 and (status = $2 or exists (
         select from payment_event e where e.payment_id = p.id and e.to_status = $2))`,
      [idempotencyKey, wanted],
    );
    if (rows[0]) return String(rows[0].id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('a dead gateway’s payment is brought to its end by another; one that was only asleep must not send when it wakes up', async () => {
  const [killed, stopped] = [await terminal(0), await terminal(1)];
  const dying = await GatewayProcess.start({ ...env, PAYPORT_INSTANCE: 'dying' });
  const sleeping = await GatewayProcess.start({ ...env, PAYPORT_INSTANCE: 'sleeping', STOP_AT: 'intent_durable' });
  const healthy = await GatewayProcess.start({ ...env, PAYPORT_INSTANCE: 'healthy' });
  try {
    const [lostKey, sleptKey] = [randomUUID(), randomUUID()];
    // Approved by the bank, and its gateway dies with the guest at the device.
    void call(dying, '/payments', { body: sale(killed.terminalId, '8000.88'), key: lostKey }).catch(() => undefined);
    void call(sleeping, '/payments', { body: sale(stopped.terminalId, '900.00'), key: sleptKey }).catch(() => undefined);
    const lost = await status(lostKey, 'in_progress');
    const slept = await status(sleptKey, 'dispatched');
    dying.kill();

    // First unknown, then asked about: the program that the dead gateway had started may have ended meanwhile.
    expect(await status(lostKey, 'approved')).toBe(lost);
    expect((await bank.ledger(killed.tid)).map(({ kind, amount }) => [kind, amount])).toEqual([['sale', '8000.88']]);

    // The other one's lease has run out as well by now, and the healthy one asks its device.
    await status(sleptKey, 'unknown');
    sleeping.kill('SIGCONT');
    const woken = (await (await call(healthy, `/payments/${slept}`, { prefer: 'wait=1' })).json()) as Record<string, unknown>;
    expect(['unknown', 'failed']).toContain(woken['status']);
    await status(sleptKey, 'failed');
    expect(await bank.ledger(stopped.tid)).toEqual([]);

    // Awake, with its lease again, it serves the next guest.
    const served = async (): Promise<unknown> => {
      const next = await call(sleeping, '/payments', { body: sale(stopped.terminalId, '910.00'), prefer: 'wait=30' });
      return ((await next.json()) as Record<string, unknown>)['status'];
    };
    await expect.poll(served, { timeout: 60_000 }).toBe('approved');
    expect((await bank.ledger(stopped.tid)).map(({ amount }) => amount)).toEqual(['910.00']);
  } finally {
    for (const gateway of [dying, sleeping, healthy]) {
      gateway.kill('SIGCONT');
      gateway.kill();
      await gateway.ended();
    }
  }
});
