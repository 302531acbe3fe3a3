// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { endProcess, identityOf, signal } from './processes.mjs';
import { PlainError } from './progress.mjs';

/** @typedef {import('./postgres-place.mjs').Place} Place */
/** @typedef {{pid: number, identity: string, port: number}} RunningServer */

/** Only what Postgres needs: PG* variables of the user's shell would change what it does. */
function environment() {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_MESSAGES: 'C', TZ: 'UTC' };
}

/**
 * Makes the cluster in one step: a folder `data` exists whole or not at all.
 * @param {Place} place
 * @param {string} bin
 * @param {{password: string, durable: boolean}} options
 */
export function initCluster({ dir, user }, bin, { password, durable }) {
  const data = path.join(dir, 'data');
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  const passwordFile = path.join(dir, 'password');
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  // Windows and macOS know no C.UTF-8 locale of the system; Postgres brings its own.
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    const args = [`--pgdata=${draft}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', ...locale];
    if (!durable) args.push('--no-sync');
    const made = spawnSync(path.join(bin, 'initdb'), args, { ...user, cwd: '/', env: environment(), encoding: 'utf8', timeout: 180_000 });
    if (made.status !== 0)
      throw new PlainError(
        `Postgres could not make its files in ${dir}: ${made.error?.message ?? made.stderr.trim().split('\n').slice(-4).join(' ')}`,
      );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, data);
}

/**
 * The server that runs on these files, if one does: what postmaster.pid says, believed only where that process really
 * works in this folder.
 * @param {string} data
 * @returns {RunningServer | undefined}
 */
export function runningServer(data) {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const identity = identityOf(pid);
  if (identity !== undefined && worksIn(pid, data)) return { pid, identity, port };
  // Its owner is gone, or the number went to another program; Postgres would refuse to start because of the latter.
  rmSync(file, { force: true });
  return undefined;
}

/** A server's working folder is its data folder. @param {number} pid @param {string} data */
function worksIn(pid, data) {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return false; // another user's program: not one of ours
  }
}

/**
 * Starts the server beside us, not below us: in a session of its own, so that Ctrl-C in the terminal does not reach it.
 * @param {Place} place
 * @param {string} bin
 * @param {{port: number, durable: boolean, settings: Record<string, string>, logFile: string}} options
 * @returns {{pid: number, exited: () => boolean, tail: () => string}}
 */
export function spawnServer({ dir, user }, bin, { port, durable, settings, logFile }) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_statement: 'none',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const args = ['-D', path.join(dir, 'data'), '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = openSync(logFile, 'a', 0o600);
  const from = fstatSync(log).size;
  const child = spawn(path.join(bin, 'postgres'), args, { ...user, cwd: '/', env: environment(), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let failed = false;
  child.once('error', () => (failed = true));
  child.unref();
  return {
    pid: child.pid ?? 0,
    exited: () => failed || child.exitCode !== null || child.signalCode !== null,
    tail: () => readFrom(logFile, from),
  };
}

/** @param {string} file @param {number} from */
function readFrom(file, from) {
  const handle = openSync(file, 'r');
  try {
    const text = Buffer.alloc(Math.min(Math.max(fstatSync(handle).size - from, 0), 64 * 1024));
    readSync(handle, text, 0, text.length, from);
    return text.toString('utf8');
  } finally {
    closeSync(handle);
  }
}

/**
 * Fast shutdown (open sessions are ended, all is written); only a server that does not come to an end is ended harder.
 * Its files survive even that: it is a database.
 * @param {number} pid
 * @param {string | undefined} identity
 */
export async function stopServer(pid, identity) {
  if (process.platform !== 'win32' && identity !== undefined && identityOf(pid) === identity) signal(pid, 'SIGCONT'); // a halted one hears nothing
  const gone = await endProcess(
    pid,
    [
      ['SIGINT', 30_000],
      ['SIGQUIT', 10_000],
      ['SIGKILL', 5_000],
    ],
    { identity },
  );
  if (!gone) throw new PlainError(`Postgres (process ${pid}) does not end.`);
}
