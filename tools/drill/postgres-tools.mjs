// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureSystemPackage } from '../test/system-package.mjs';

/** Folders that hold one folder for each version of Postgres. */
const PARENTS = ['/usr/lib/postgresql', '/usr/local/pgsql', '/opt/homebrew/opt', '/usr'];
const NEEDED = ['postgres', 'initdb', 'pg_dump', 'pg_restore', 'psql'];
const OLDEST = 15;

/** @param {string} bin the newest first; undefined where a program is missing or too old */
function versionOf(bin) {
  if (!NEEDED.every((name) => existsSync(path.join(bin, name)))) return undefined;
  const said = spawnSync(path.join(bin, 'postgres'), ['-V'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
  const version = Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1]);
  return version >= OLDEST ? version : undefined;
}

/** @param {string[]} parents */
function findTools(parents) {
  const bins = parents.flatMap((parent) => (existsSync(parent) ? readdirSync(parent).map((name) => path.join(parent, name, 'bin')) : []));
  return bins
    .filter((bin) => /(\d|postgresql)/.test(bin))
    .flatMap((bin) => {
      const version = versionOf(bin);
      return version === undefined ? [] : [{ bin, version }];
    })
    .sort((a, b) => b.version - a.version)[0];
}

/**
 * A Postgres server with its tools (`pg_dump`, `pg_restore`, `psql`), all of one version. The server that npm brings has
 * none of them. Missing: installed where we may, else an error with the exact command.
 * @param {import('../test/stages.mjs').StageContext} context
 * @param {{parents?: string[], apt?: string, isRoot?: boolean}} [how]
 * @returns {Promise<{bin: string, version: number}>}
 */
export function ensurePostgresTools(context, { parents = PARENTS, ...how } = {}) {
  return ensureSystemPackage(context, { what: 'a Postgres server with pg_dump', packages: ['postgresql'], find: () => findTools(parents), ...how });
}
