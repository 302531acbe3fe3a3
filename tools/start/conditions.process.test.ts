import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../test/environment.mjs';
import { ensureOldestPostgres } from '../test/oldest-postgres.mjs';
import { PROJECT_ROOT } from './command-line.mjs';
import { startPostgres } from './postgres.mjs';
import { identityOf, signal } from './processes.mjs';
import { reporter } from './progress.mjs';
import { canCutNetwork, Clone, type Demo } from './stand-ins/clone.ts';
import { Launched } from './stand-ins/launched.ts';

/** The whole product under the conditions of a hotel's machine. One clone, moved and handed over from test to test. */
const LIMIT_MS = 6 * 60_000;
const RUNNING = /PayPort is running/;
const AS_ROOT = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'payport-conditions-')));
chmodSync(parent, 0o755);
let clone: Clone;
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const own = Object.entries(testEnvironment({ root: PROJECT_ROOT, env: process.env })).filter(
    ([name]) => !/^(VITEST|PRISMA_|NX_|FORCE_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(own), GATEWAY_PORT: '0', PORTAL_PORT: '0', SIMULATOR_PORT: '0', POSTGRES_PORT: '0', ...more };
};

beforeAll(() => {
  clone = new Clone(path.join(parent, 'Гранд Отель pay port'));
});
afterAll(async () => {
  await clone.forgetState();
  rmSync(parent, { recursive: true, force: true });
});

const asTill = ({ sonata }: Demo) => ({
  Authorization: `Bearer ${sonata.apiKey}`,
  'Content-Type': 'application/json',
  'Idempotency-Key': randomUUID(),
});

/** A sale that the guest takes 8 s for; answers when it has ended. */
async function slowSale(demo: Demo): Promise<{ status: string; rrn: string }> {
  const answer = await fetch(`${demo.gateway.url}/sonata/v1/payments`, {
    method: 'POST',
    headers: { ...asTill(demo), Prefer: 'wait=60' },
    body: JSON.stringify({ terminalId: demo.terminals[0]?.id, amount: '77.88', currency: 'RUB', cashier: randomUUID() }),
  });
  const payment = (await answer.json()) as { status: string; result: { rrn: string } | null };
  return { status: payment.status, rrn: payment.result?.rrn ?? '' };
}

async function terminalIs(demo: Demo, status: string): Promise<boolean> {
  const answer = await fetch(`${demo.gateway.url}/sonata/v1/terminals`, { headers: asTill(demo) });
  const { data } = (await answer.json()) as { data: { id: string; status: string }[] };
  return data.find(({ id }) => id === demo.terminals[0]?.id)?.status === status;
}

async function ledgerOf(demo: Demo): Promise<{ rrn: string; amount: string; state: string }[]> {
  return (await (await fetch(`${demo.bank.url}/ledger?tid=${demo.terminals[0]?.tid}`)).json()) as { rrn: string; amount: string; state: string }[];
}

describe('npm start, the whole product', () => {
  it(
    'in a folder with spaces, its ports taken: moves, says so, and a payment survives Ctrl-C to the whole group',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as { port: number };
      const run = clone.npmStart([], environment({ GATEWAY_PORT: String(port), PORTAL_PORT: String(port) }));
      await run.says(RUNNING, LIMIT_MS);
      expect(run.output).toMatch(new RegExp(`Port ${port} is taken: the gateway goes to \\d+[^]*Port ${port} is taken: the portal goes to \\d+`));
      expect(run.output).toMatch(/1500\.00 RUB: APPROVED/);
      other.close();

      const demo = clone.demo();
      expect((await fetch(`${demo.portal.url}/ru/sign-in`)).status).toBe(200);
      const sale = slowSale(demo);
      for (const busy = Date.now() + 30_000; !(await terminalIs(demo, 'busy'));) expect(Date.now()).toBeLessThan(busy);
      run.pressCtrlC();
      expect(await sale).toMatchObject({ status: 'approved' });
      await run.ended;
      expect(run.output).toMatch(/Stopped\.\n/);

      // Once more, in the same folder: nothing is built, people and keys are the same, the bank agrees on that payment.
      const again = clone.npmStart([], environment());
      await again.says(RUNNING, LIMIT_MS);
      expect(again.output).not.toMatch(/Building|Installing|Generating/);
      expect(clone.demo()).toMatchObject({ sonata: demo.sonata, terminals: demo.terminals });
      const { rrn } = await sale;
      expect(await ledgerOf(clone.demo())).toContainEqual(expect.objectContaining({ rrn, amount: '77.88', state: 'captured' }));
      const killed = clone.pids();
      expect(killed.length).toBeGreaterThanOrEqual(5);
      for (const pid of killed) signal(pid, 'SIGKILL');
      await again.ended;

      // After a kill -9 of all of it.
      const after = clone.npmStart(['--once'], environment());
      expect(await after.ended, after.output).toBe(0);
      expect(killed.filter((pid) => identityOf(pid) !== undefined)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'on your own Postgres 15: migrates, takes the payment, and tells neither password nor address when it cannot',
    async () => {
      const out = reporter(() => undefined);
      const bin = await ensureOldestPostgres({ root: PROJECT_ROOT, env: process.env, out, signal: new AbortController().signal });
      const own = await startPostgres({ home: path.join(parent, 'own-postgres'), native: path.dirname(bin), durable: false, keep: false });
      try {
        const env = environment({ PAYPORT_HOME: path.join(parent, 'own-database'), DATABASE_URL: own.appUrl, DATABASE_OWNER_URL: own.ownerUrl });
        const run = clone.npmStart(['--once'], env);
        expect(await run.ended, run.output).toBe(0);
        expect(run.output).toMatch(/your own Postgres 15/);
        expect(run.output).not.toMatch(/Starting Postgres|Warning: one role/);

        const wrong = new URL(own.appUrl);
        wrong.password = 'not-the-password';
        const refused = clone.npmStart(['--once'], { ...env, DATABASE_URL: wrong.href });
        expect(await refused.ended).toBe(1);
        expect(refused.output).toMatch(/DATABASE_URL does not work: the server refuses its user name or password/);
        for (const secret of ['not-the-password', new URL(own.ownerUrl).password]) expect(refused.output).not.toContain(secret);
      } finally {
        await own.stop();
      }
    },
    LIMIT_MS,
  );

  it(
    'npm run demo:reset removes the demonstration of a stopped PayPort, and the next start makes it anew',
    async () => {
      const keyBefore = clone.demo().sonata.apiKey;
      const reset = new Launched(['npm', 'run', 'demo:reset'], { cwd: clone.dir, env: environment() });
      expect(await reset.ended, reset.output).toBe(0);
      expect(() => clone.demo()).toThrow(/ENOENT/);
      const run = clone.npmStart(['--once'], environment());
      expect(await run.ended, run.output).toBe(0);
      expect(clone.demo().sonata.apiKey).not.toBe(keyBefore);
    },
    LIMIT_MS,
  );

  if (AS_ROOT) {
    /** A home directory that other users cannot enter, with the clone moved into it. */
    const moveBelowClosedFolder = async (owner: { uid: number; gid: number }): Promise<string> => {
      await clone.forgetState();
      const home = mkdtempSync(path.join(parent, 'home-'));
      chownSync(home, owner.uid, owner.gid);
      chmodSync(home, 0o700);
      const dir = path.join(home, 'pay port');
      clone.moveTo(dir);
      return home;
    };

    const ALONE = canCutNetwork();
    it(
      `as root, in a home directory that other users cannot enter${ALONE ? ', with the network cut off' : ''}`,
      async () => {
        await moveBelowClosedFolder({ uid: 0, gid: 0 });
        const run = ALONE ? clone.npmStartAlone(['--once'], environment()) : clone.npmStart(['--once'], environment());
        expect(await run.ended, run.output).toBe(0);
        expect(run.output).toMatch(/the database's files are in \/var\/lib\/payport-/);
      },
      LIMIT_MS,
    );

    it(
      'as a normal user, in a home directory that other users cannot enter',
      async () => {
        const home = await moveBelowClosedFolder(NOBODY);
        clone.giveTo(NOBODY);
        mkdirSync(path.join(home, 'tmp'));
        chownSync(path.join(home, 'tmp'), NOBODY.uid, NOBODY.gid);
        const env = environment({ HOME: home, USER: 'nobody', LOGNAME: 'nobody', TMPDIR: path.join(home, 'tmp') });
        const run = clone.npmStart(['--once'], env, NOBODY);
        expect(await run.ended, run.output).toBe(0);
        expect(clone.demo().gateway.url).toMatch(/^http:\/\/localhost:/);
      },
      LIMIT_MS,
    );
  } else {
    it(
      'as a normal user, in a home directory that other users cannot enter',
      async () => {
        await clone.forgetState();
        chmodSync(parent, 0o700);
        const run = clone.npmStart(['--once'], environment());
        expect(await run.ended, run.output).toBe(0);
      },
      LIMIT_MS,
    );
  }
});
