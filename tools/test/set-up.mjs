// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../start/part-environment.mjs';
import { ensureSetUp } from '../start/setup.mjs';
import { toolRunner } from '../start/tools.mjs';

/** Counts and logs of the last run. @param {string} root */
export const resultsFolder = (root) => path.join(root, 'dist', 'test');

/**
 * Dependencies, database client and the builds that the wanted stages run, each only where it is missing or stale.
 * @param {{root: string, env: NodeJS.ProcessEnv, builds: string[], out: import('../start/progress.mjs').Reporter, signal: AbortSignal}} how
 */
export async function setUp({ root, env, builds, out, signal }) {
  const logs = path.join(resultsFolder(root), 'logs');
  mkdirSync(logs, { recursive: true });
  // No list of running programs: these are short, and belong to no PAYPORT_HOME.
  const runTool = toolRunner({ logs, reporter: out, signal, register: () => () => undefined });
  await ensureSetUp({ root, runTool, env: toolEnvironment(env), signal, log: out.line, names: builds });
}
