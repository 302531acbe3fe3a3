// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { readCount, sum } from './counts.mjs';
import { testEnvironment } from './environment.mjs';
import { runProgram } from './program.mjs';
import { resultsFolder } from './set-up.mjs';

/**
 * Runs side by side, each on a product of its own, so that neither sees what the other does to its terminals. Two: a page that
 * is looked through keeps one core busy and the product little more.
 */
const SHARDS = 2;

/** @param {import('./stages.mjs').StageContext} context @returns {Promise<import('./counts.mjs').Count>} */
export async function browserStage(context) {
  const chromium = await ensureChromium(context);
  const numbers = Array.from({ length: SHARDS }, (_, index) => index + 1);
  return sum(await Promise.all(numbers.map((number) => shard(context, chromium, number))));
}

/**
 * @param {import('./stages.mjs').StageContext} context
 * @param {string} chromium
 * @param {number} number from 1
 */
async function shard({ root, env, out, signal }, chromium, number) {
  const countFile = path.join(resultsFolder(root), `browser-${number}.json`);
  rmSync(countFile, { force: true });
  const { code, late } = await runProgram({
    // A folder each: Playwright empties it when it starts.
    args: ['node_modules/@playwright/test/cli.js', 'test', `--shard=${number}/${SHARDS}`, `--output=e2e/results/${number}`],
    cwd: root,
    env: { ...testEnvironment({ root, env }), CHROMIUM_PATH: chromium, COUNT_FILE: countFile },
    signal,
    show: (text) => void process.stdout.write(text),
  });
  const { count, fault } = readCount(countFile, code);
  if (late) out.line('The time of this stage is over; it was ended.');
  if (fault) out.line(fault);
  return count;
}
