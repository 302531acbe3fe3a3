import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;
const PARENT = 1;
const OWN = [11, 12] as const;
const ENDED_CHILDREN = [13, 14] as const;

/** Of `/proc/<pid>/stat`, what stands behind the program's name; null: it has ended. */
function fields(pid: string): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const sum = (of: readonly string[], places: readonly number[]): number => places.reduce((all, place) => all + Number(of[place]) * TICK_MS, 0);

/**
 * Processor time of a Postgres server so far, ms: of itself, its processes, and those that have ended. On a crowded machine it
 * says what a statement costs, where the clock says who else was there.
 */
export function serverCpuMs(pid: number): number {
  let total = sum(fields(String(pid)) ?? [], [...OWN, ...ENDED_CHILDREN]);
  for (const name of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(name)) continue;
    const found = fields(name);
    if (found?.[PARENT] === String(pid)) total += sum(found, OWN);
  }
  return total;
}
