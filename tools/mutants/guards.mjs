// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { testEnvironment } from '../test/environment.mjs';

/** @typedef {'unit' | 'simulation' | 'database'} Stage */

/** The guard that is no test file: fixed seeds of the simulation. */
export const SIMULATION = 'simulation';
const SEEDS = ['--seed', '1000', '--seeds', '40'];
/** A fault may keep a guard from its end; that is seen too, and takes no longer than this for each, ms. */
const LIMIT_MS = 120_000;
/** Vitest ends in good order when it is asked to, as if it had not been stopped, and leaves no report. */
const killSignal = 'SIGKILL';

/** @param {string} guard @returns {Stage} */
export function stageOf(guard) {
  if (guard === SIMULATION) return 'simulation';
  return guard.endsWith('.db.test.ts') ? 'database' : 'unit';
}

/** How the simulation in the copy ends: null when nothing is wrong. @param {string} folder @param {NodeJS.ProcessEnv} env */
function play(folder, env) {
  const args = ['tools/sim/sim.mjs', ...SEEDS];
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', timeout: LIMIT_MS, killSignal });
  if (signal !== null) return 'simulation: has no end';
  const rule = /rule (\d+):/.exec(stdout);
  if (rule) return `simulation: breaks rule ${rule[1]}`;
  if (stdout.includes('breaks down: ')) return 'simulation: breaks down';
  if (/\d+ seeds failed/.test(stdout)) return null;
  throw new Error(`the simulation did not run: ${stderr.slice(-2_000)}`);
}

/**
 * How the test files in the copy end: null when all pass. What cannot even be loaded is no proof, and throws.
 * @param {string} folder @param {NodeJS.ProcessEnv} env @param {'unit' | 'database'} project @param {readonly string[]} files
 */
function test(folder, env, project, files) {
  const report = path.join(folder, 'mutant-report.json');
  rmSync(report, { force: true });
  const run = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--bail', '1', '--maxWorkers', '1'];
  const args = [...run, '--reporter', 'json', '--outputFile', report, ...files];
  const timeout = LIMIT_MS * files.length;
  const { stderr, signal } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', timeout, killSignal });
  if (signal !== null) return `${files.map((file) => path.basename(file)).join(', ')}: has no end`;
  /** @type {{testResults: {name: string, status: string, message: string, assertionResults: {status: string, fullName: string}[]}[]}} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed) return `${path.basename(name)}: ${failed.fullName}`;
  }
  const broken = testResults.find(({ status }) => status !== 'passed');
  if (broken || testResults.length === 0) throw new Error(`the tests did not run: ${broken?.message ?? stderr.slice(-2_000)}`);
  return null;
}

/**
 * Runs guards of one stage in a copy of the tree, and says which of them saw a fault, and how; null when none did.
 * @param {string} folder
 * @param {Stage} stage
 * @param {readonly string[]} guards
 */
export function watch(folder, stage, guards) {
  // Vitest marks its own children; what is started here is a run of its own.
  const { VITEST: _vitest, VITEST_WORKER_ID: _worker, VITEST_POOL_ID: _pool, COUNT_FILE: _count, ...own } = process.env;
  const env = testEnvironment({ root: folder, env: own });
  return stage === 'simulation' ? play(folder, env) : test(folder, env, stage, guards);
}
