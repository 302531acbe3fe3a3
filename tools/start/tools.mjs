// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './progress.mjs';
import { endProcess, identityOf } from './processes.mjs';

/**
 * @typedef {object} Tool
 * @property {string} name of its log file
 * @property {string} title what the user reads
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [hint] what may help when it fails
 */

/** @typedef {(tool: Tool) => Promise<void>} RunTool */

/**
 * The last lines of a log, for a person.
 * @param {string} file
 * @param {number} [lines]
 */
export function lastLines(file, lines = 20) {
  try {
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .map((line) => `    ${line}`)
      .join('\n');
  } catch {
    return '    (no log)';
  }
}

/**
 * Makes a function that runs helper programs (npm, builds, migrations) to their end, their words going to a log file.
 * They run in groups of their own: Ctrl-C reaches only the launcher, which then ends them.
 * @param {{logs: string, reporter: import('./progress.mjs').Reporter, signal: AbortSignal, register: (name: string, pid: number) => () => void}} options
 * @returns {RunTool}
 */
export function toolRunner({ logs, reporter, signal, register }) {
  return ({ name, title, command, args, cwd, env, hint }) =>
    reporter.step(title, async () => {
      signal.throwIfAborted();
      const file = path.join(logs, `${name}.log`);
      const log = openSync(file, 'w', 0o600);
      const child = spawn(command, args, { cwd, env, detached: true, windowsHide: true, stdio: ['ignore', log, log] });
      closeSync(log);
      const pid = child.pid ?? 0;
      const forget = pid ? register(name, pid) : () => undefined;
      const identity = identityOf(pid);
      const stop = () =>
        void endProcess(
          pid,
          [
            ['SIGTERM', 5_000],
            ['SIGKILL', 5_000],
          ],
          { identity, group: true },
        );
      signal.addEventListener('abort', stop, { once: true });
      try {
        const how = await new Promise((resolve, reject) => {
          child.once('error', reject);
          child.once('exit', (code, killedBy) => resolve(killedBy ?? code));
        });
        signal.throwIfAborted();
        if (how !== 0)
          throw new PlainError(
            `${title} failed (${typeof how === 'number' ? `exit code ${how}` : how}). Its last lines:\n${lastLines(file)}\n  The whole log: ${file}${hint ? `\n  ${hint}` : ''}`,
          );
      } finally {
        signal.removeEventListener('abort', stop);
        forget();
      }
    });
}
