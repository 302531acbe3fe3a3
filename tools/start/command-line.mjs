// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './launch.mjs';
import { productParts } from './parts.mjs';

export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

const USAGE = `npm start                starts everything with the demonstration and stays until Ctrl-C
npm start -- --once      the same, but ends after the demonstration payment (exit code 0 when it was approved)
npm start -- --no-demo   starts without demonstration, simulated bank and payment`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  /** @type {{once?: boolean, 'no-demo'?: boolean, help?: boolean}} */
  let options;
  try {
    options = parseArgs({
      args,
      options: { once: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  if (options.once && options['no-demo']) {
    console.error(`--once ends after the demonstration payment, so it does not go with --no-demo.\n\n${USAGE}`);
    return 2;
  }
  return launch({
    root: PROJECT_ROOT,
    env: process.env,
    once: options.once ?? false,
    demo: !options['no-demo'],
    parts: productParts,
    write: (text) => process.stdout.write(text),
  });
}
