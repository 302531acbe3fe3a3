import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { drive, median, quantile } from './load.mjs';
import { ROOT, startPart } from './part.mjs';
import { saleWorld } from './world.ts';

export interface PilotRow {
  readonly payments: number;
  /** ms */
  readonly oursP50: number;
  readonly bareP50: number;
  /** What the gateway adds to the bank's program, ms. */
  readonly addedMs: number;
}

/** Two terminals of the same kind of the demonstration's plan: one for each side. */
const OURS = '00459991';
const BARE = '00459993';

/** A sale through the bank's program (its stand-in), beside a bare start of the same program that reads its result. */
export async function benchPilot(rounds: number, say: (line: string) => void): Promise<PilotRow> {
  mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
  const programs = mkdtempSync(path.join(ROOT, 'dist/bench-'));
  const home = mkdtempSync(path.join(tmpdir(), 'payport-bench-bank-'));
  await build({ root: ROOT, configFile: path.join(ROOT, 'apps/simulator/vite.config.ts'), logLevel: 'error', build: { outDir: programs } });
  const simulator = await startPart([path.join(programs, 'main.js')], {
    SIMULATOR_HOME: home,
    SIMULATOR_PORT: '0',
    DEMO_PLAN: path.join(ROOT, 'tools/start/demo-plan.json'),
  });
  const folder = (tid: string): string => path.join(home, 'terminals', tid);
  const world = await saleWorld([1], {
    driver: 'sberbank',
    tid: OURS,
    settings: { program: path.join(folder(OURS), 'sb_pilot'), folder: folder(OURS), encoding: 'cp866' },
  });
  const gateway = await startPart(['--import', 'tsx', 'apps/gateway/test/bench/sale-gateway.ts'], {
    NODE_ENV: 'production',
    DATABASE_URL: world.postgres.appUrl,
    AUTH_SECRET: randomUUID() + randomUUID(),
    GATEWAY_PORT: '0',
    LOG_LEVEL: 'warn',
  });
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let n = -2; n < rounds; n += 1) {
      const took = { bare: await bareSale(folder(BARE)), ours: await ourSale((gateway.said as { url: string }).url, world) };
      if (n < 0) continue; // the first ones warm the disk's and the compilers' caches
      bare.push(took.bare);
      ours.push(took.ours);
    }
    const row = {
      payments: rounds,
      oursP50: median(ours),
      bareP50: median(bare),
      addedMs: median(ours.map((value, i) => value - (bare[i] ?? value))),
    };
    say(`sb_pilot   ours: p50 ${row.oursP50.toFixed(0)} ms; bare program: p50 ${row.bareP50.toFixed(0)} ms; added ${row.addedMs.toFixed(0)} ms`);
    return row;
  } finally {
    await gateway.stop();
    await simulator.stop();
    await world.close();
    for (const dir of [programs, home]) rmSync(dir, { recursive: true, force: true });
  }
}

async function bareSale(folder: string): Promise<number> {
  const at = performance.now();
  await Promise.all(['e', 'p'].map((name) => rm(path.join(folder, name), { force: true })));
  const child = spawn(path.join(folder, 'sb_pilot'), ['1', '150000'], { cwd: folder, stdio: 'ignore' });
  await once(child, 'exit');
  const [result] = await Promise.all(['e', 'p'].map((name) => readFile(path.join(folder, name))));
  if (!result?.toString('latin1').startsWith('0,')) throw new Error('the bare program did not approve');
  return performance.now() - at;
}

async function ourSale(url: string, world: Awaited<ReturnType<typeof saleWorld>>): Promise<number> {
  const key = randomUUID();
  const { latencies } = await drive({
    url,
    clients: 1,
    seconds: 0.001,
    make: () => ({
      path: '/sonata/v1/payments',
      headers: { authorization: `Bearer ${world.key}`, 'idempotency-key': key, prefer: 'wait=60' },
      body: JSON.stringify({ terminalId: world.terminals[0]?.id, amount: '1500.00', currency: 'RUB', reservation: { confirmationNumber: key } }),
    }),
  });
  return quantile(latencies, 0.5);
}
