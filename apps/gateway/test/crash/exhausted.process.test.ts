import { migrate } from '@payport/persistence';
import { testPool } from '@payport/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, SimulatedBank } from '../bank/simulated-bank.ts';
import { ALL_SCOPES, insertKey, insertProperty, insertTerminal } from '../gateway-harness.ts';
import { GatewayProcess } from './gateway-process.ts';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.ts';

/** A request waits for the pool or for one statement, five seconds each; and this machine may be busy. */
const WAITS_MS = 15_000;
/** Files and sockets that the gateway may have open: few, but enough to load its own sources. */
const HANDLES = 300;

interface Terminal {
  readonly id: string;
  readonly tid: string;
}

let bank: SimulatedBank;
let home: string;
let postgres: OwnPostgres;
let owner: pg.Pool;
let key: string;
const terminals: Terminal[] = [];

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'payport-exhausted-'));
  bank = await SimulatedBank.start(8);
  postgres = await startOwnPostgres(path.join(home, 'db'), 0);
  await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
  owner = testPool(postgres.ownerUrl);
  const propertyId = await insertProperty(owner, 'Гранд Отель');
  key = await insertKey(owner, propertyId, ALL_SCOPES);
  for (const tid of bank.tids) {
    const settings = bank.settings(tid);
    terminals.push({ tid, id: await insertTerminal(owner, { propertyId, tid, mid: MID, settings, address: `process:${tid}`, name: tid }) });
  }
});
afterAll(async () => {
  await owner.end();
  await postgres.stop();
  await bank.stop();
  await rm(home, { recursive: true, force: true });
});

const start = (more: Record<string, string>, handles?: number): Promise<GatewayProcess> =>
  GatewayProcess.start(
    { DATABASE_URL: postgres.appUrl, AUTH_SECRET: randomBytes(32).toString('hex'), LOG_LEVEL: 'fatal', ...more },
    undefined,
    handles,
  );

interface Answer {
  readonly http: number;
  readonly is: unknown;
  readonly retryAfter: string | null;
  readonly ms: number;
}

async function pay(gateway: GatewayProcess, terminal: Terminal, amount: string, idempotencyKey: string = randomUUID()): Promise<Answer> {
  const began = performance.now();
  const answer = await fetch(`${gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey, prefer: 'wait=60' },
    body: JSON.stringify({ terminalId: terminal.id, amount, currency: 'RUB', reservation: { confirmationNumber: idempotencyKey } }),
  });
  const body = (await answer.json()) as Record<string, unknown>;
  return {
    http: answer.status,
    is: body['code'] ?? body['status'],
    retryAfter: answer.headers.get('retry-after'),
    ms: performance.now() - began,
  };
}

const statusesAt = async (terminal: Terminal): Promise<string[]> =>
  (await owner.query<{ status: string }>('select status from payment where terminal_id = $1', [terminal.id])).rows.map((row) => row.status);

describe('a database that takes no more', () => {
  it('refuses new sales in time and keeps nothing of them; what is on a terminal ends as the bank has it', async () => {
    const [open, ...others] = terminals.slice(0, 5) as [Terminal, ...Terminal[]];
    const gateway = await start({ DATABASE_POOL: '2', WAIT_AT: 'outcome_known' });
    const blocker = await owner.connect();
    try {
      const sale = pay(gateway, open, '1000.00');
      await gateway.waits();
      // All that the pool has will wait for this table, then for the pool.
      await blocker.query('begin; lock table payment in access exclusive mode');
      gateway.open();
      const keys = others.map(() => randomUUID());
      const refused = await Promise.all(others.map((terminal, i) => pay(gateway, terminal, '500.00', keys[i])));
      for (const answer of refused) {
        expect(answer).toMatchObject({ http: 503, is: 'unavailable', retryAfter: '5' });
        expect(answer.ms).toBeLessThan(WAITS_MS);
      }
      await blocker.query('rollback');
      expect(await sale).toMatchObject({ http: 201, is: 'approved' });
      expect(await bank.ledger(open.tid)).toMatchObject([{ amount: '1000.00', state: 'captured' }]);
      for (const terminal of others) {
        expect(await statusesAt(terminal)).toEqual([]);
        expect(await bank.ledger(terminal.tid)).toEqual([]);
      }
      // The key was not used up: the same request is a new one. It stops at the same instant, until it is let on.
      const letOn = setInterval(() => gateway.open(), 50);
      const again = await pay(gateway, others[0]!, '500.00', keys[0]).finally(() => clearInterval(letOn));
      expect(again).toMatchObject({ http: 201, is: 'approved' });
    } finally {
      await blocker.query('rollback');
      blocker.release();
      gateway.kill();
      await gateway.ended();
    }
  });
});

describe('more callers than the process may have sockets', () => {
  it('lets a sale that is on its terminal end; new ones are refused and leave nothing', async () => {
    const [open, other] = terminals.slice(5) as [Terminal, Terminal];
    const gateway = await start({ WAIT_AT: 'on_device' }, HANDLES);
    const crowd: Socket[] = [];
    try {
      const sale = pay(gateway, open, '1000.00');
      await gateway.waits();
      const { port } = new URL(gateway.url);
      for (let i = 0; i < HANDLES; i += 1) {
        const socket = connect(Number(port), '127.0.0.1');
        crowd.push(socket);
        await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
      }
      const refused = await pay(gateway, other, '500.00').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Error);
      gateway.open();
      expect(await sale).toMatchObject({ http: 201, is: 'approved' });
      expect(await bank.ledger(open.tid)).toMatchObject([{ amount: '1000.00', state: 'captured' }]);
      expect([await statusesAt(other), await bank.ledger(other.tid)]).toEqual([[], []]);
    } finally {
      for (const socket of crowd) socket.destroy();
      gateway.kill();
      await gateway.ended();
    }
  });
});
