// @ts-check
import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { identityOf } from './processes.mjs';
import { readJson, writePrivate } from './secrets.mjs';

/** @typedef {{pid: number, identity: string}} Holder */

/** @param {string} file @returns {Holder | undefined} the program that holds the lock and still runs */
export function holderOf(file) {
  const holder = /** @type {Partial<Holder> | undefined} */ (readJson(file));
  if (!holder || typeof holder.pid !== 'number' || typeof holder.identity !== 'string') return undefined;
  return identityOf(holder.pid) === holder.identity ? { pid: holder.pid, identity: holder.identity } : undefined;
}

/**
 * Takes a lock that is a file. A lock whose holder was killed is taken over.
 * @param {string} file
 * @returns {{holder: Holder} | {release: () => void}} `holder` when another program has it
 */
export function takeLock(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writePrivate(own, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    for (;;) {
      try {
        linkSync(own, file); // made whole, and only where there is none
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder) return { holder };
      breakLock(file);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Moves a dead program's lock away. If a living one took it in the same moment, it gets it back.
 * @param {string} file
 */
function breakLock(file) {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
    if (holderOf(aside)) linkSync(aside, file);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error; // another starter was faster: the next round sees its lock
  } finally {
    rmSync(aside, { force: true });
  }
}
