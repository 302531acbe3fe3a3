#!/usr/bin/env node
// @ts-check
// Removes the demonstration: `npm run demo:reset`. Works with PayPort running or stopped.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureClient } from './build.mjs';
import { PROJECT_ROOT } from './command-line.mjs';
import { readConfig } from './config.mjs';
import { demoFile } from './demo-file.mjs';
import { withEnvFile } from './env-file.mjs';
import { externalPostgres } from './external-postgres.mjs';
import { ensureInstalled } from './install.mjs';
import { watchInterrupts } from './interrupts.mjs';
import { startedPrograms } from './leftovers.mjs';
import { takeLock } from './lock.mjs';
import { partEnvironment, toolEnvironment } from './part-environment.mjs';
import { startPostgres } from './postgres.mjs';
import { PlainError, reporter } from './progress.mjs';
import { makeHome } from './secrets.mjs';
import { toolRunner } from './tools.mjs';

/** The home's files of the demonstration: passwords, keys, the simulated bank's ledger and terminals' folders. */
const DEMO_FILES = ['demo-seed.json', 'demo-secrets.json', 'simulator'];

const out = reporter((text) => process.stdout.write(text));

/** @param {import('./config.mjs').Config} config */
async function database({ home, databaseUrl, databaseOwnerUrl, postgresPort }) {
  if (databaseUrl !== undefined) return externalPostgres({ databaseUrl, databaseOwnerUrl }, out.line);
  const postgres = await startPostgres({ home, port: postgresPort, log: out.line });
  // One that runs for somebody else goes on running.
  return { ownerUrl: postgres.ownerUrl, stop: async () => (postgres.reused ? undefined : postgres.stop()) };
}

/** @param {AbortSignal} signal */
async function reset(signal) {
  const env = withEnvFile(process.env, path.join(PROJECT_ROOT, '.env'));
  const config = readConfig(env, PROJECT_ROOT);
  makeHome(config.home);
  const lock = takeLock(path.join(config.home, 'launcher.lock'));
  const running = 'holder' in lock;
  try {
    const logs = path.join(config.home, 'logs');
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    // A running launcher keeps its own list; ours is for the case that this program is killed while it works alone.
    const register = running ? () => () => undefined : startedPrograms(config.home).register;
    const runTool = toolRunner({ logs, reporter: out, signal, register });
    if (!running) await ensureInstalled({ root: PROJECT_ROOT, runTool, env: toolEnvironment(env) });
    if (!running) await ensureClient({ root: PROJECT_ROOT, runTool, env: toolEnvironment(env) });
    const { ownerUrl, stop } = await database(config);
    try {
      await runTool({
        name: 'demo-reset',
        title: 'Removing the demonstration data',
        command: process.execPath,
        cwd: PROJECT_ROOT,
        args: ['--import', 'tsx', path.join(PROJECT_ROOT, 'prisma/seed/demo-reset.ts')],
        env: { ...partEnvironment(env, config.databaseUrl === undefined), DATABASE_OWNER_URL: ownerUrl, PAYPORT_HOME: config.home },
      });
    } finally {
      await stop();
    }
    rmSync(demoFile(config.home), { force: true });
    // The simulated bank of a running PayPort still works in its folder; the next start finds it without demonstration.
    for (const name of DEMO_FILES) if (!running || name !== 'simulator') rmSync(path.join(config.home, name), { recursive: true, force: true });
    out.line(
      running
        ? 'PayPort is running: restart it with `npm start -- --no-demo` to go on without the simulated bank.'
        : 'The demonstration is gone. `npm start -- --no-demo` starts without it; `npm start` makes it anew.',
    );
  } finally {
    if ('release' in lock) lock.release();
  }
}

const { halt, dispose } = watchInterrupts(out.line);
try {
  await reset(halt.signal);
} catch (error) {
  const reason = halt.signal.aborted ? halt.signal.reason : error;
  out.line(reason instanceof PlainError ? `\n${reason.message}` : `\n${/** @type {Error} */ (reason).stack}`);
  process.exitCode = 1;
}
dispose();
