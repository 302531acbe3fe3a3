// @ts-check
import path from 'node:path';
import { endProcess, identityOf } from './processes.mjs';
import { PlainError } from './progress.mjs';
import { readJson, writePrivate } from './secrets.mjs';

/** @typedef {{name: string, pid: number, identity: string}} Started */

/** The parts in the order in which they must end: nobody pays while the gateway drains, the bank outlives its terminals. */
const ENDING = ['portal', 'gateway', 'simulator'];
/** A payment on a terminal can last this long before the gateway lets go. */
export const DRAIN_MS = 200_000;

/**
 * The list of programs that this home's launcher has started and not yet ended, on disk, so that a start after a
 * `kill -9` finds them. Identity, not only pid: a number that another program has got since is left alone.
 * @param {string} home
 */
export function startedPrograms(home) {
  const file = path.join(home, 'run.json');
  const known = readJson(file);
  /** @type {Started[]} */
  const former = Array.isArray(known) ? known.filter(({ pid, identity }) => identity !== undefined && identityOf(pid) === identity) : [];
  /** @type {Started[]} */
  let own = [];
  const save = () => writePrivate(file, `${JSON.stringify([...former, ...own])}\n`);
  return {
    former,
    /**
     * @param {string} name
     * @param {number} pid
     * @returns {() => void} forgets it again
     */
    register(name, pid) {
      const identity = identityOf(pid);
      if (identity === undefined) return () => undefined; // it has ended already
      const entry = { name, pid, identity };
      own.push(entry);
      save();
      return () => {
        own = own.filter((other) => other !== entry);
        save();
      };
    },
    /**
     * Ends what a killed launcher left running.
     * @param {(line: string) => void} log
     * @param {AbortSignal} signal gives up waiting; what still runs stays on the list
     */
    async endFormer(log, signal) {
      const rank = (/** @type {Started} */ { name }) => (ENDING.includes(name) ? ENDING.indexOf(name) : ENDING.length);
      for (const { name, pid, identity } of [...former].sort((a, b) => rank(a) - rank(b))) {
        log(
          `The former run left its ${name} running (process ${pid}): stopping it${name === 'gateway' ? ', which lets a running payment end first' : ''}.`,
        );
        // The gateway's bank programs are in its group: a group signal would kill one with the guest's card in it.
        const group = name !== 'gateway';
        const gone = await endProcess(
          pid,
          [
            ['SIGTERM', name === 'gateway' ? DRAIN_MS : 10_000],
            ['SIGKILL', 5_000],
          ],
          { identity, group, signal },
        );
        if (!gone) throw new PlainError(`The former run's ${name} (process ${pid}) does not end.`);
      }
      former.length = 0;
      save();
    },
  };
}
