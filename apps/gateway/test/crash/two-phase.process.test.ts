import { testDatabase, type TestDatabase, testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';

/** Sberbank's own program and a simulated terminal that suspends, commits and rolls back; the bank's ledger is the truth. */
const JOURNEYS = [
  { decision: 'confirm', crashAt: null, when: 'without a crash' },
  { decision: 'rollback', crashAt: null, when: 'without a crash' },
  { decision: 'nobody', crashAt: null, when: 'without a crash' },
  { decision: 'confirm', crashAt: 'approved_on_device', when: 'killed between the approval and the suspension' },
  { decision: 'rollback', crashAt: 'outcome_known', when: 'killed between the suspension and its commit here' },
  { decision: 'nobody', crashAt: 'outcome_durable', when: 'killed when it was held' },
  { decision: 'confirm', crashAt: 'confirmed_durable', when: 'killed between the confirmation and the device' },
  { decision: 'confirm', crashAt: 'committed_on_device', when: 'killed after the device committed' },
  { decision: 'rollback', crashAt: 'undone_on_device', when: 'killed after the device undid it' },
  { decision: 'confirm', crashAt: 'before_commit', when: 'killed at the last moment before the commit' },
  { decision: 'rollback', crashAt: 'undo_durable', when: 'killed between the roll-back and the device' },
  { decision: 'rollback', crashAt: 'before_undo', when: 'killed at the last moment before the device undoes it' },
] as const;
const ENDS = { confirm: ['approved', 'captured'], rollback: ['reversed', 'reversed'], nobody: ['reversed', 'reversed'] } as const;

let bank: SimulatedBank;
let database: TestDatabase;
let db: pg.Pool;
let key: string;
let propertyId: string;
let env: Record<string, string>;

beforeAll(async () => {
  bank = await SimulatedBank.start(JOURNEYS.length);
  database = await testDatabase();
  db = testPool(database.ownerUrl);
  propertyId = await insertProperty(db, 'Гранд Отель');
  // The least that a hotel can set: who waits for nobody waits for this.
  await db.query('update property set confirm_by_seconds = 10 where id = $1', [propertyId]);
  key = await insertKey(db, propertyId, ALL_SCOPES);
  env = { DATABASE_URL: database.appUrl, AUTH_SECRET: randomBytes(32).toString('hex'), PAYPORT_INSTANCE: 'crash', LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await db.end();
  await database.close();
  await bank.stop();
});

type Body = Record<string, unknown>;

async function call(gateway: GatewayProcess, method: 'GET' | 'POST', path: string, body?: Body, more: Record<string, string> = {}): Promise<Body> {
  const response = await fetch(`${gateway.url}/sonata/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}), ...more },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { ...((await response.json()) as Body), http: response.status };
}

/** Waits for one of these states, by the payment's own tag. */
async function reaches(gateway: GatewayProcess, id: string, wanted: readonly string[]): Promise<Body> {
  for (;;) {
    const seen = await fetch(`${gateway.url}/sonata/v1/payments/${id}`, { headers: { authorization: `Bearer ${key}` } });
    const payment = (await seen.json()) as Body;
    if (wanted.includes(String(payment['status']))) return payment;
    const headers = { authorization: `Bearer ${key}`, prefer: 'wait=20', 'if-none-match': seen.headers.get('etag') ?? '' };
    await fetch(`${gateway.url}/sonata/v1/payments/${id}`, { headers });
  }
}

async function terminal(index: number): Promise<{ readonly tid: string; readonly terminalId: string }> {
  const tid = bank.tids[index]!;
  const settings = { ...bank.settings(tid), suspendCommit: true };
  return { tid, terminalId: await insertTerminal(db, { propertyId, tid, mid: MID, settings, address: `process:${tid}`, name: tid }) };
}

describe('a two-phase sale on a Sberbank terminal', () => {
  it.each(JOURNEYS.map((journey, index) => ({ ...journey, index })))(
    '$when, decided by $decision, ends the same in the bank and here',
    async ({ decision, crashAt, index }) => {
      const { tid, terminalId } = await terminal(index);
      const order = { terminalId, amount: `${1000 + index}.00`, currency: 'RUB', confirmation: 'pms' };
      const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=60' };
      const pay = (gateway: GatewayProcess): Promise<Body> => call(gateway, 'POST', '/payments', order, headers);
      const decide = (gateway: GatewayProcess, id: string): Promise<Body | null> =>
        decision === 'nobody'
          ? Promise.resolve(null)
          : call(gateway, 'POST', `/payments/${id}/${decision}`, decision === 'confirm' ? { postingNumber: 'F-1' } : { reason: 'not posted' });
      let gateway = await GatewayProcess.start({ ...env, ...(crashAt === null ? {} : { CRASH_AT: crashAt }) });
      try {
        if (crashAt !== null) {
          const first = await pay(gateway).catch(() => null);
          if (first !== null) await decide(gateway, String(first['id'])).catch(() => null);
          expect(await gateway.ended()).toBe('SIGKILL');
          gateway = await GatewayProcess.start(env);
        }
        const id = String((await pay(gateway))['id']);
        const [end, state] = ENDS[decision];
        await reaches(gateway, id, ['held', 'reversing', 'reversal_unknown', end]);
        const answer = await decide(gateway, id);
        if (answer !== null) expect(answer).toMatchObject({ http: 200, id });
        expect(await reaches(gateway, id, [end, 'manual_review'])).toMatchObject({ status: end });
        const rows = await bank.ledger(tid);
        expect(rows.map((row) => [row.kind, row.amount, row.state])).toEqual([['sale', order.amount, state]]);
      } finally {
        gateway.kill();
        await gateway.ended();
      }
    },
  );
});
