// @ts-check
import { mkdirSync } from 'node:fs';
import { Interrupted } from '../start/interrupts.mjs';
import { PlainError } from '../start/progress.mjs';
import { countLine, FAILED, sum } from './counts.mjs';
import { resultsFolder } from './set-up.mjs';

/** @typedef {import('./counts.mjs').Count} Count */
/** @typedef {import('./stages.mjs').Stage} Stage */

/**
 * @typedef {object} Run
 * @property {Stage[]} stages
 * @property {(builds: string[]) => Promise<void>} setUp installs and builds
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 * @property {import('../start/progress.mjs').Reporter} out
 * @property {AbortSignal} signal
 */

/** @typedef {{name: string, seconds: number, count: Count}} StageResult */

/** The shell's convention for "ended by Ctrl-C". */
const INTERRUPTED = 130;

/** @param {unknown} error */
const textOf = (error) => (error instanceof PlainError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * Sets up and runs the stages; one that fails does not keep the next from running, but without a build there is nothing
 * to test. Whatever happens, the last line is the count.
 * @param {Run} run
 * @returns {Promise<number>} the exit code
 */
export async function runStages(run) {
  const { stages, out, signal } = run;
  /** @type {StageResult[]} */
  const results = [];
  /** @param {string} name @param {() => Promise<Count>} work */
  const timed = async (name, work) => {
    const from = performance.now();
    const count = await work().catch((error) => {
      if (!signal.aborted) out.line(textOf(error));
      return { ...FAILED };
    });
    results.push({ name, seconds: (performance.now() - from) / 1000, count });
    return count.failed === 0;
  };

  const ready = await timed('set-up', async () => {
    await run.setUp([...new Set(stages.flatMap(({ builds }) => builds))]);
    mkdirSync(resultsFolder(run.root), { recursive: true });
    return { passed: 0, failed: 0, skipped: 0 };
  });
  /** @param {Stage} stage @param {boolean} alone */
  const tell = async ({ name, title, work }, alone) => {
    out.line(`\n── ${name}: ${title}`);
    await timed(name, () => work({ ...run, alone }));
    const { seconds, count } = /** @type {StageResult} */ (results.find((result) => result.name === name));
    out.line(`── ${name}: ${seconds.toFixed(1)} s, ${countLine(count)}`);
  };
  /** @param {Stage[]} lane @param {boolean} alone */
  const drive = async (lane, alone) => {
    for (const stage of lane) if (!signal.aborted) await tell(stage, alone);
  };
  for (const { main, beside } of ready ? groupsOf(stages) : []) {
    await Promise.all([drive([main], beside.length === 0), drive(beside, false)]);
  }
  return conclude(results, run, ready);
}

/**
 * Stages in their order, each with those that run beside it: these one after the other.
 * @param {Stage[]} stages
 */
function groupsOf(stages) {
  /** @type {{main: Stage, beside: Stage[]}[]} */
  const groups = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    if (last && stage.beside) last.beside.push(stage);
    else groups.push({ main: stage, beside: [] });
  }
  return groups;
}

/**
 * @param {StageResult[]} results
 * @param {Run} run
 * @param {boolean} ready
 */
function conclude(results, { stages, out, signal }, ready) {
  if (!ready && !signal.aborted) out.line('\nThe set-up failed, so no stage ran.');
  const missing = stages.length + 1 - results.length;
  if (signal.aborted) out.line(`\nInterrupted${missing > 0 ? `: ${missing} of ${stages.length} stages did not run` : ''}.`);
  const width = Math.max(...results.map(({ name }) => name.length));
  out.line('');
  for (const { name, seconds, count } of results) {
    const counts = name === 'set-up' && count.failed === 0 ? '' : `   ${countLine(count)}`;
    out.line(`  ${name.padEnd(width)} ${seconds.toFixed(1).padStart(7)} s${counts}`);
  }
  const total = sum(results.map(({ count }) => count));
  if (total.failures) out.line(`\nFailed:\n${total.failures.map((line) => `  ${line}`).join('\n')}`);
  out.line('');
  out.line(countLine(total));
  if (signal.aborted) return signal.reason instanceof Interrupted ? INTERRUPTED : 1;
  return total.failed === 0 ? 0 : 1;
}
