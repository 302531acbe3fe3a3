// @ts-check
import { existsSync } from 'node:fs';
import { PlainError } from '../start/progress.mjs';
import { runProgram } from './program.mjs';

/** @typedef {import('./stages.mjs').StageContext} StageContext */

const APT = '/usr/bin/apt-get';
/** A mirror that does not answer must not take the whole budget. */
const APT_LIMIT_MS = 6 * 60_000;

/** One look at the mirrors serves all packages of a run. */
let updated = false;

/**
 * How a person installs the packages of the system.
 * @param {string[]} packages
 */
export const installCommand = (packages) => `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * A program of the operating system that tests need: found, else installed where we may do that (root, apt), else an
 * error with the exact command. Never a reason to skip a test.
 * @template T
 * @param {StageContext} context
 * @param {{what: string, packages: string[], find: () => Promise<T | undefined> | T | undefined, otherwise?: string, apt?: string, isRoot?: boolean}} wanted
 *   `otherwise`: another way for people without apt
 * @returns {Promise<T>}
 */
export async function ensureSystemPackage(context, { what, packages, find, otherwise, apt = APT, isRoot = process.getuid?.() === 0 }) {
  const found = await find();
  if (found !== undefined) return found;
  if (isRoot && existsSync(apt)) {
    await aptInstall(context, what, packages, apt);
    const installed = await find();
    if (installed !== undefined) return installed;
  }
  throw new PlainError(`These tests need ${what}. Install it and run them again:\n  ${installCommand(packages)}${otherwise ? `\n${otherwise}` : ''}`);
}

/** @param {StageContext} context @param {string} what @param {string[]} packages @param {string} apt */
async function aptInstall({ root, env, out, signal }, what, packages, apt) {
  /** @param {string[]} args */
  const run = async (args) => {
    const { code, output } = await runProgram({
      command: apt,
      args,
      cwd: root,
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
      signal,
      limitMs: APT_LIMIT_MS,
    });
    // Not the end yet: an old list may still do, and what counts is whether the program is there afterwards.
    if (code !== 0) out.line(`apt-get ${args[0]} failed:\n${output.trimEnd().split('\n').slice(-8).join('\n')}`);
  };
  await out.step(`Installing ${what}`, async () => {
    if (!updated) await run(['update']);
    updated = true;
    await run(['install', '-y', '--no-install-recommends', ...packages]);
  });
}
