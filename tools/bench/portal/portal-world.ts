import { migrate } from '@payport/persistence';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { grantUser } from '../../admin/user.ts';
import { freePort } from '../../start/ports.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { ROOT } from '../sale/part.mjs';
import { insertManyPayments, type ManyPayments } from './many-payments.ts';

const EMAIL = 'owner@bench.example';
const READY_MS = 90_000;

/** The built gateway and portal in front of very many payments, and an owner who has signed in. */
export interface PortalWorld extends ManyPayments {
  readonly gatewayUrl: string;
  readonly portalUrl: string;
  readonly authSecret: string;
  /** Of the signed-in owner: `name=value`. */
  readonly cookie: string;
  close(): Promise<void>;
}

export async function portalWorld(payments: number, say: (line: string) => void): Promise<PortalWorld> {
  const home = mkdtempSync(path.join(tmpdir(), 'payport-bench-'));
  const children: ChildProcess[] = [];
  const postgres = await startPostgres({ home, keep: false });
  const close = async (): Promise<void> => {
    for (const child of children.reverse()) {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    }
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
    say(`Writing ${payments} payments …`);
    const many = await insertManyPayments(postgres.url, new URL(postgres.ownerUrl).pathname.slice(1), payments);
    const password = await makeOwner(postgres.ownerUrl, many.propertyIds);
    const [gatewayPort, portalPort] = [await freePort(0), await freePort(0)];
    const [gatewayUrl, portalUrl] = [`http://127.0.0.1:${gatewayPort}`, `http://localhost:${portalPort}`];
    const authSecret = 'a secret of a bench, which nobody else will ever use';
    const start = (args: readonly string[], cwd: string, env: Record<string, string>): void => {
      children.push(
        spawn(process.execPath, args, { cwd, stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production', PORTAL_URL: portalUrl, ...env } }),
      );
    };
    const gatewayEnv = {
      DATABASE_URL: postgres.appUrl,
      AUTH_SECRET: authSecret,
      GATEWAY_PORT: String(gatewayPort),
      LOG_LEVEL: 'warn',
      PAYPORT_HOME: home,
    };
    start(['dist/gateway/main.js'], ROOT, gatewayEnv);
    const portalEnv = { GATEWAY_URL: gatewayUrl, PORTAL_PORT: String(portalPort), NEXT_TELEMETRY_DISABLED: '1' };
    start(
      [path.join(ROOT, 'node_modules/next/dist/bin/next'), 'start', '--hostname', 'localhost', '--port', String(portalPort)],
      path.join(ROOT, 'apps/portal'),
      portalEnv,
    );
    await Promise.all([untilAnswers(`${gatewayUrl}/health/ready`), untilAnswers(`${portalUrl}/ru/sign-in`)]);
    const cookie = await signIn(gatewayUrl, portalUrl, password);
    return { ...many, gatewayUrl, portalUrl, authSecret, cookie, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeOwner(ownerUrl: string, properties: readonly string[]): Promise<string> {
  const db = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  try {
    const told: string[] = [];
    // Told once, at the first of them.
    for (const property of properties)
      told.push(...(await grantUser.run(db, { email: EMAIL, name: 'Анна Соколова', property, role: 'owner', newPassword: false })));
    return told[1] ?? '';
  } finally {
    await db.end();
  }
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > deadline) throw new Error(`${url} does not answer. Run \`npm run build\` first.`);
    await delay(200);
  }
}

async function signIn(gatewayUrl: string, portalUrl: string, password: string): Promise<string> {
  const answer = await fetch(`${gatewayUrl}/portal/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: portalUrl },
    body: JSON.stringify({ email: EMAIL, password }),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`the bench cannot sign in: ${answer.status} ${await answer.text()}`);
  return cookie.split(';', 1)[0] ?? '';
}
