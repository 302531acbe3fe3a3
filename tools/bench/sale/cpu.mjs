// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/** Linux: clock ticks per second of /proc/<pid>/stat. */
const TICKS = 100;

/**
 * CPU seconds that a process has used, user and system; 0 when it is gone.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0;
}

/**
 * The same of a process and all its living children: Postgres has a process per connection.
 * @param {number} parent
 */
export function cpuSecondsOfFamily(parent) {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(statOf(Number(name))?.[1]) === parent);
  return cpuSeconds(parent) + children.reduce((sum, pid) => sum + cpuSeconds(Number(pid)), 0);
}

/** The fields after the program's name, from `state` on. @param {number} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // ended meanwhile
  }
}
