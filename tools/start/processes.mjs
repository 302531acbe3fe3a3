// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A text that a process keeps all its life and that no other process with the same number ever has, or undefined when
 * no such process runs. A recycled pid therefore never passes for the process that we started. Zombies do not run.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command's name may hold spaces and brackets; the fields that follow its last bracket may not.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, startTicks] = [fields[0], fields[19]];
      if (state === 'Z' || state === 'X') return undefined;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTicks}`;
    } catch {
      return undefined; // no /proc entry: it has ended
    }
  }
  if (process.platform === 'win32') return isSignalable(pid) ? `windows:${pid}` : undefined;
  const ps = spawnSync('ps', ['-o', 'lstart=,stat=', '-p', String(pid)], { encoding: 'utf8' });
  const line = ps.stdout?.trim() ?? '';
  return line === '' || /\sZ\S*$/.test(line) ? undefined : line.replace(/\s\S+$/, '');
}

/** @param {number} pid */
function isSignalable(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Signals a process, or with a negative number its whole group; one that has ended meanwhile is no error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until a process has ended.
 * @param {number} pid
 * @param {string | undefined} identity what `identityOf` said of it while it ran
 * @param {number} timeoutMs
 * @param {AbortSignal} [signal]
 * @returns {Promise<boolean>} false when it still runs
 */
export async function waitGone(pid, identity, timeoutMs, signal) {
  const deadline = performance.now() + timeoutMs;
  while (identity !== undefined && identityOf(pid) === identity) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/**
 * Ends a process with ever harder signals, each with its time.
 * @param {number} pid
 * @param {Array<[NodeJS.Signals, number]>} steps signal and how long to wait after it, in milliseconds
 * @param {{identity?: string | undefined, group?: boolean, signal?: AbortSignal}} [options] `identity`: only if it is still this very process
 * @returns {Promise<boolean>} whether it has ended
 */
export async function endProcess(pid, steps, { identity = identityOf(pid), group = false, signal: giveUp } = {}) {
  for (const [name, timeoutMs] of steps) {
    if (identity === undefined || identityOf(pid) !== identity) return true;
    signal(group && process.platform !== 'win32' ? -pid : pid, name);
    if (await waitGone(pid, identity, timeoutMs, giveUp)) return true;
  }
  return false;
}
