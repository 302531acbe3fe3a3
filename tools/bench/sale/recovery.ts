import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { saleRequest, startGateway, urlOf, type Part } from './gateway.ts';
import { startPart } from './part.mjs';
import { saleWorld, type SaleWorld } from './world.ts';

export interface RecoveryRow {
  readonly open: number;
  /** From the start of the new process until it answers, and until the last payment has its outcome, ms. */
  readonly upMs: number;
  readonly settledMs: number;
}

/** Whatever happens, the measurement ends. */
const LIMIT_MS = 120_000;
const LOOK_MS = 20;

/** A gateway is killed with `open` payments on as many devices; the next one asks each of them. */
export async function benchRecovery(open: number, say: (line: string) => void): Promise<RecoveryRow> {
  const terminal = await startPart(['tools/bench/sale/terminal.mjs', String(open)], {});
  const world = await saleWorld((terminal.said as { ports: number[] }).ports);
  const db = new pg.Pool({ connectionString: world.postgres.ownerUrl, max: 1 });
  const first = await startGateway(world);
  let next: Part | null = null;
  try {
    await leaveOpen(world, first, open);
    await until(async () => (await count(db, "status = 'in_progress'")) === open);
    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    const at = performance.now();
    next = await startGateway(world);
    const upMs = performance.now() - at;
    await until(async () => (await count(db, "status = 'approved'")) === open);
    const settledMs = performance.now() - at;
    say(`${open} open payments: the next gateway is up after ${upMs.toFixed(0)} ms, all have their outcome after ${settledMs.toFixed(0)} ms`);
    return { open, upMs, settledMs };
  } finally {
    await next?.stop();
    if (next === null) await first.stop();
    await db.end();
    await terminal.stop();
    await world.close();
  }
}

/** A sale on each terminal that the device takes and never answers. */
async function leaveOpen(world: SaleWorld, gateway: Part, open: number): Promise<void> {
  for (let n = 0; n < open; n += 1) {
    const { path, headers, body } = saleRequest(world, n, randomUUID(), { amount: '1500.71', prefer: 'wait=0' });
    const answer = await fetch(urlOf(gateway) + path, { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`a payment was answered ${answer.status}: ${await answer.text()}`);
  }
}

async function count(db: pg.Pool, where: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from payment where ${where}`);
  return rows[0]?.n ?? 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('the payments did not come to rest');
    await pause(LOOK_MS);
  }
}
