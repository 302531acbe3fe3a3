import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { RunQuery } from '@payport/terminals-core';
import { programFile } from './program-file.ts';
import { orNull } from './system-error.ts';

/** One process as Linux shows it under /proc. */
export interface ProcessEntry {
  readonly pid: number;
  readonly startToken: string;
  readonly group: number;
}

const GONE = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL'] as const;
/** A zombie has ended; only its exit status waits for a parent that may never fetch it. */
const ENDED_STATES = new Set(['Z', 'X', 'x']);

const readText = (file: string): Promise<string | null> => orNull(readFile(file, 'utf8'), ...GONE);

/** Null where that process does not exist, has ended, or the system has no /proc. */
export async function processEntry(pid: number): Promise<ProcessEntry | null> {
  const stat = await readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in brackets may hold spaces and brackets itself; the numbered fields follow the last one (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', , group = ''] = fields;
  const startTicks = fields[19];
  if (startTicks === undefined || ENDED_STATES.has(state)) return null;
  const boot = (await readText('/proc/sys/kernel/random/boot_id'))?.trim() ?? '';
  return { pid, startToken: `${boot}/${startTicks}`, group: Number(group) };
}

/** Is it still the very process that was noted? */
export async function isSameProcess(pid: number, startToken: string | null): Promise<boolean> {
  const entry = await processEntry(pid);
  return entry !== null && (startToken === null || entry.startToken === startToken);
}

/** Null where the system has no /proc to look into. */
export async function searchProcesses(query: RunQuery): Promise<ProcessEntry | 'none' | null> {
  const names = await orNull(readdir('/proc'), ...GONE);
  if (names === null || !names.includes('self')) return null;
  const folder = (await orNull(realpath(query.folder), ...GONE)) ?? path.resolve(query.folder);
  for (const name of names) {
    const pid = Number(name);
    if (!Number.isSafeInteger(pid) || pid === process.pid || !(await isRunOf(pid, folder, query))) continue;
    const entry = await processEntry(pid);
    if (entry !== null) return entry;
  }
  return 'none';
}

async function isRunOf(pid: number, folder: string, query: RunQuery): Promise<boolean> {
  const commandLine = await readText(`/proc/${pid}/cmdline`);
  if (!commandLine) return false;
  const args = commandLine.split('\0');
  if (query.argument !== null && !args.includes(query.argument)) return false;
  const program = programFile(query.program, query.folder);
  // The first argument is the program, or its interpreter and the second is the program.
  const named = args.slice(0, 2).filter((argument) => path.basename(argument) === path.basename(program));
  if (named.length === 0) return false;
  const cwd = await orNull(readlink(`/proc/${pid}/cwd`), ...GONE);
  // Another user's process hides its folder, but not its command line.
  return cwd === null ? named.some((argument) => path.resolve(argument) === program) : cwd === folder;
}
