// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bringUp } from './bring-up.mjs';
import { readConfig } from './config.mjs';
import { demoFile } from './demo-file.mjs';
import { withEnvFile } from './env-file.mjs';
import { installIsStale } from './install.mjs';
import { Interrupted, watchInterrupts } from './interrupts.mjs';
import { startedPrograms } from './leftovers.mjs';
import { takeLock } from './lock.mjs';
import { endStrayPostgres } from './postgres.mjs';
import { toolEnvironment } from './part-environment.mjs';
import { PlainError, reporter } from './progress.mjs';
import { makeHome } from './secrets.mjs';
import { System } from './system.mjs';
import { toolRunner } from './tools.mjs';
import { removeTrainingFile } from './training-file.mjs';

/**
 * @typedef {object} LaunchOptions
 * @property {string} root the project's folder
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} once end after the demonstration payment
 * @property {boolean} demo
 * @property {import('./parts.mjs').Parts} parts
 * @property {(text: string) => void} write
 * @property {string | null} [envFile] `.env` of the project unless given; null: none, so that a test never meets the settings of a real installation
 * @property {boolean} [durable] false: the embedded database does not wait for the disk; for tests only
 */

const DEATH_NEWS_MS = 250;
/** The shell's convention for "ended by Ctrl-C". */
const INTERRUPTED = 130;

/**
 * Starts everything, stays until told to stop (or takes one payment), ends everything.
 * @param {LaunchOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function launch(options) {
  const out = reporter(options.write);
  const { halt, hurry, dispose } = watchInterrupts(out.line);
  let code = 0;
  /** @param {unknown} error */
  const fail = (error) => {
    out.line(error instanceof PlainError ? `\n${error.message}` : `\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    code = 1;
  };
  try {
    const env = options.envFile === null ? options.env : withEnvFile(options.env, options.envFile ?? path.join(options.root, '.env'));
    const config = readConfig(env, options.root);
    makeHome(config.home);
    const lock = takeLock(path.join(config.home, 'launcher.lock'));
    if ('holder' in lock)
      throw new PlainError(
        `PayPort runs already on ${config.home} (process ${lock.holder.pid}). Stop that one first, or set PAYPORT_HOME to another folder.`,
      );
    try {
      code = await runLocked({ ...options, env }, config, { out, halt, hurry, fail });
    } finally {
      lock.release();
    }
  } catch (error) {
    fail(error);
  } finally {
    dispose();
  }
  return code;
}

/**
 * @param {LaunchOptions} options
 * @param {import('./config.mjs').Config} config
 * @param {{out: import('./progress.mjs').Reporter, halt: AbortController, hurry: AbortSignal, fail: (error: unknown) => void}} control
 * @returns {Promise<number>}
 */
async function runLocked(options, config, { out, halt, hurry, fail }) {
  const logs = path.join(config.home, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  rmSync(demoFile(config.home), { force: true });
  removeTrainingFile(config.home);
  const programs = startedPrograms(config.home);
  const { register } = programs;
  const runTool = toolRunner({ logs, reporter: out, signal: halt.signal, register });
  const system = new System({ logs, register, halt, hurry, log: out.line });
  let code = 0;
  try {
    await programs.endFormer(out.line, halt.signal);
    // A server that still runs from programs that are about to be replaced, or that nobody uses any more.
    if (installIsStale(options.root) || config.databaseUrl !== undefined) await endStrayPostgres(config.home);
    await options.parts.setUp({ root: options.root, runTool, env: toolEnvironment(options.env), signal: halt.signal, log: out.line });
    const { approved } = await bringUp({ ...options, config, system, runTool, out, halt });
    if (options.once) code = approved ? 0 : 1;
    else code = await untilHalted(out, halt.signal);
  } catch (error) {
    // A request that fails and the death of the part that caused it reach us in either order: the death says more.
    if (!(error instanceof PlainError)) await delay(DEATH_NEWS_MS);
    const reason = halt.signal.aborted ? halt.signal.reason : error;
    code = reason instanceof Interrupted ? INTERRUPTED : 1;
    if (!(reason instanceof Interrupted)) fail(reason);
  }
  out.line('Stopping everything …');
  try {
    await system.stop();
    out.line('Stopped.');
  } catch (error) {
    fail(error);
    code = 1;
  }
  return code;
}

/**
 * @param {import('./progress.mjs').Reporter} out
 * @param {AbortSignal} signal
 * @returns {Promise<number>} 0 when a person ended it; throws what ended it otherwise
 */
async function untilHalted(out, signal) {
  out.line('\nPayPort is running. Ctrl-C stops everything.');
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  if (signal.reason instanceof Interrupted) return 0;
  throw signal.reason;
}
