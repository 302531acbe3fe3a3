// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { readCount } from './counts.mjs';
import { testEnvironment } from './environment.mjs';
import { runProgram } from './program.mjs';
import { resultsFolder } from './set-up.mjs';

/** @param {import('./stages.mjs').StageContext} context @returns {Promise<import('./counts.mjs').Count>} */
export async function browserStage(context) {
  const { root, env, out, signal } = context;
  const chromium = await ensureChromium(context);
  const countFile = path.join(resultsFolder(root), 'browser.json');
  rmSync(countFile, { force: true });
  const { code, late } = await runProgram({
    args: ['node_modules/@playwright/test/cli.js', 'test'],
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
