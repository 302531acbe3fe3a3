// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { watchInterrupts } from '../start/interrupts.mjs';
import { reporter } from '../start/progress.mjs';
import { runStages } from './run-stages.mjs';
import { setUp } from './set-up.mjs';
import { STAGES } from './stages.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NAMES = STAGES.map(({ name }) => name);

const USAGE = `npm test                           sets up everything and runs all stages
npm test -- --only types,lint      only these stages: ${NAMES.join(', ')}`;

/**
 * The stages that the command line asks for, in their own order.
 * @param {string[]} args
 * @returns {{stages: import('./stages.mjs').Stage[]} | {fault: string} | {help: true}}
 */
export function readArguments(args) {
  /** @type {{only?: string[], help?: boolean}} */
  let values;
  try {
    values = parseArgs({
      args,
      options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    return { fault: /** @type {Error} */ (error).message };
  }
  if (values.help) return { help: true };
  if (values.only === undefined) return { stages: STAGES };
  const only = values.only.flatMap((list) => list.split(',')).map((name) => name.trim());
  const unknown = only.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) return { fault: `There is no stage "${unknown.join('", "')}".` };
  return { stages: STAGES.filter(({ name }) => only.includes(name)) };
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 only when nothing failed
 */
export async function main(args) {
  const wish = readArguments(args);
  if ('help' in wish) {
    console.log(USAGE);
    return 0;
  }
  if ('fault' in wish) {
    console.error(`${wish.fault}\n\n${USAGE}`);
    return 2;
  }
  const out = reporter((text) => process.stdout.write(text));
  const { halt, dispose } = watchInterrupts(out.line);
  try {
    return await runStages({
      stages: wish.stages,
      setUp: (builds) => setUp({ root: ROOT, env: process.env, builds, out, signal: halt.signal }),
      root: ROOT,
      env: process.env,
      out,
      signal: halt.signal,
    });
  } finally {
    dispose();
  }
}
