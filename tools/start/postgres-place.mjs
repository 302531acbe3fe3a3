// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PlainError } from './progress.mjs';
import { makeHome, readJson, writePrivate } from './secrets.mjs';

/** @typedef {import('./postgres-binaries.mjs').RunUser} RunUser */
/** @typedef {{dir: string, user: RunUser}} Place where the database's files are and who runs it */

/** Postgres refuses to run as root. In order of preference, none of them made by us: a launcher adds no users. */
const UNPRIVILEGED = ['payport', 'postgres', 'nobody'];

/**
 * @returns {NonNullable<RunUser>}
 */
function unprivilegedUser() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of UNPRIVILEGED) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
    if (fields && uid > 0 && Number.isInteger(gid)) return { uid, gid };
  }
  throw new PlainError(
    'Postgres does not run as root, and this machine has no user payport, postgres or nobody. Make one, or start as a normal user.',
  );
}

/** Whether a user can work in a folder, asked by doing it. @param {string} dir @param {NonNullable<RunUser>} user */
function canEnter(dir, user) {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', dir], { ...user, cwd: '/', stdio: 'ignore' });
  return probe.status === 0;
}

/** @param {string} dir @param {NonNullable<RunUser>} user */
function makeOwned(dir, user) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chownSync(dir, user.uid, user.gid);
  chmodSync(dir, 0o700);
}

/**
 * Lets the database's user pass through our home (and only pass: it can list and read nothing there).
 * @param {string} home
 * @param {NonNullable<RunUser>} user
 */
function letPass(home, user) {
  chownSync(home, statSync(home).uid, user.gid);
  chmodSync(home, 0o710);
}

/**
 * A folder outside the home, for a home below folders that the database's user may not enter (a clone in /root).
 * @param {string} home
 * @param {NonNullable<RunUser>} user
 * @param {(line: string) => void} log
 */
function placeOutside(home, user, log) {
  const hash = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  const fixed = path.join('/var/lib', `payport-${hash}`);
  try {
    if (existsSync(fixed)) {
      // Its home was removed together with the passwords. Payments may be in it, so it is kept.
      const aside = `${fixed}-old-${new Date().toISOString().replace(/[:.]/g, '-')}`;
      renameSync(fixed, aside);
      log(`An older database of this folder is kept as ${aside}; remove it when you no longer need it.`);
    }
    makeOwned(fixed, user);
    if (canEnter(fixed, user)) return fixed;
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM', 'ENOENT'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error;
  }
  const temporary = mkdtempSync(path.join(os.tmpdir(), `payport-${hash}-`));
  makeOwned(temporary, user);
  if (!canEnter(temporary, user))
    throw new PlainError(`The database's user cannot enter ${home} nor ${temporary}. Set PAYPORT_HOME to a folder that every user can reach.`);
  return temporary;
}

/**
 * Where the database lives: inside the home wherever its user can reach it. The choice is remembered in the home.
 * @param {string} home
 * @param {(line: string) => void} log
 * @returns {Place}
 */
export function placeFor(home, log) {
  makeHome(home);
  const memory = path.join(home, 'postgres.json');
  const remembered = /** @type {{dir?: string} | undefined} */ (readJson(memory))?.dir;
  const inside = path.join(home, 'postgres');
  if (process.getuid?.() !== 0) {
    const dir = remembered && existsSync(remembered) ? remembered : inside;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return { dir, user: undefined };
  }
  // A database that exists is run by whoever owns it, also when other users have come to the machine since.
  const known = [remembered, inside].find((dir) => dir !== undefined && existsSync(path.join(dir, 'data')));
  if (known) {
    const { uid, gid } = statSync(path.join(known, 'data'));
    if (known.startsWith(home + path.sep)) letPass(home, { uid, gid });
    if (!canEnter(known, { uid, gid }))
      throw new PlainError(
        `The database in ${known} belongs to user ${uid}, who cannot enter that folder any more. Open the folders above it, or move it back.`,
      );
    return { dir: known, user: { uid, gid } };
  }
  const user = unprivilegedUser();
  letPass(home, user);
  makeOwned(inside, user);
  let dir = inside;
  if (!canEnter(inside, user)) {
    rmSync(inside, { recursive: true });
    chmodSync(home, 0o700);
    dir = placeOutside(home, user, log);
    log(`Postgres does not run as root, and its user cannot enter ${home}: the database's files are in ${dir}`);
  }
  writePrivate(memory, `${JSON.stringify({ dir })}\n`);
  return { dir, user };
}
