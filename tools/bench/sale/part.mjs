// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/**
 * Starts a part of the measurement and waits for its line of JSON.
 * @param {readonly string[]} args of node
 * @param {Record<string, string>} env
 * @returns {Promise<{pid: number, said: any, stop: () => Promise<void>}>}
 */
export async function startPart(args, env) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (complaint = (complaint + chunk.toString()).slice(-4000)));
  /** @type {Promise<unknown>} */
  const line = new Promise((resolve) => {
    createInterface(/** @type {import('node:stream').Readable} */ (child.stdout)).on('line', (text) => {
      if (text.startsWith('{') && /"(url|ports)":/.test(text)) resolve(JSON.parse(text));
    });
  });
  const ended = once(child, 'exit');
  const said = await Promise.race([line, ended.then(() => null)]);
  if (said === null) throw new Error(`${args.join(' ')} ended instead of starting:\n${complaint}`);
  return {
    pid: child.pid ?? 0,
    said,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
