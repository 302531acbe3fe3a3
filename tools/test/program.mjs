// @ts-check
import { spawn } from 'node:child_process';
import { endProcess, identityOf } from '../start/processes.mjs';

/** No stage takes a third of this on two idle cores; what does hangs, and shall say so rather than stop the whole run. */
const LIMIT_MS = 30 * 60_000;

/**
 * @typedef {object} Program
 * @property {string} [command] Node itself unless given
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {AbortSignal} signal
 * @property {number} [limitMs]
 * @property {(text: string) => void} [show] where its words go, as they come
 */

/** @typedef {{code: number | null, output: string, late: boolean}} Ended `code` null: it was killed */

/**
 * Runs a program to its end. It has a process group of its own: Ctrl-C and the time limit end it with all it started.
 * @param {Program} program
 * @returns {Promise<Ended>}
 */
export async function runProgram({ command = process.execPath, args, cwd, env, signal, limitMs = LIMIT_MS, show }) {
  signal.throwIfAborted();
  const child = spawn(command, args, { cwd, env, detached: true, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (/** @type {string} */ text) => {
      output += text;
      show?.(text);
    });
  }
  const pid = child.pid ?? 0;
  const identity = identityOf(pid);
  const steps = /** @type {Array<[NodeJS.Signals, number]>} */ ([
    ['SIGTERM', 15_000],
    ['SIGKILL', 5_000],
  ]);
  const stop = () => void endProcess(pid, steps, { identity, group: true });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    stop();
  }, limitMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { code, output, late };
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', stop);
  }
}
