// @ts-check
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { answers } from '../start/system.mjs';
import { until } from '../start/progress.mjs';
import { lastLines } from '../start/tools.mjs';

const READY_MS = 60_000;
const run = promisify(execFile);

/** @typedef {import('../start/parts.mjs').Parts['gateway'] extends (context: never) => infer C ? C : never} Command */

/** A real program of the product, with its log in a file. */
export class DrillProcess {
  /**
   * @param {string} name
   * @param {Command} command
   * @param {string} home where its log goes
   */
  static start(name, { command, args, cwd, env }, home) {
    const file = path.join(home, `${name}.log`);
    const log = openSync(file, 'a', 0o600);
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', log, log] });
    closeSync(log);
    return new DrillProcess(name, child, file);
  }

  /** @param {string} name @param {import('node:child_process').ChildProcess} child @param {string} file */
  constructor(name, child, file) {
    this.name = name;
    this.child = child;
    this.file = file;
  }

  get ended() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** @param {string} url answers with 200 when it is */
  async ready(url) {
    const failed = (/** @type {string} */ what) => new Error(`the ${this.name} ${what}:\n${lastLines(this.file)}`);
    await until(
      async () => {
        if (this.ended) throw failed('ended');
        return (await answers(url, (status) => status === 200, AbortSignal.timeout(10_000))) ? true : undefined;
      },
      { timeoutMs: READY_MS, late: () => failed('is not ready').message },
    );
  }

  /** @param {NodeJS.Signals} signal */
  async stop(signal) {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }
}

/**
 * Runs a program of the product to its end. @returns {Promise<string>} what it said
 * @param {Command} command
 */
export async function runTool({ command, args, cwd, env }) {
  const { stdout } = await run(command, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}
