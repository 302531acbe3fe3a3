// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './progress.mjs';
import { readJson } from './secrets.mjs';

/** @typedef {import('./tools.mjs').RunTool} RunTool */

/** @param {string} root */
const markerFile = (root) => path.join(root, 'node_modules', '.payport-install.json');

/** Dependencies are right for one lock file on one kind of machine. @param {string} root */
function wantedMark(root) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return { lock, machine: `${process.platform}-${process.arch}` };
}

/**
 * Whether somebody has run `npm ci` by hand: npm's own list of what it installed agrees with the lock file. npm writes
 * that list last, so an interrupted installation has none.
 * @param {string} root
 */
function installedByHand(root) {
  /** @typedef {{packages?: Record<string, {version?: string, optional?: boolean, link?: boolean}>}} LockFile */
  const installed = /** @type {LockFile | undefined} */ (readJson(path.join(root, 'node_modules', '.package-lock.json')))?.packages;
  const wanted = /** @type {LockFile} */ (readJson(path.join(root, 'package-lock.json'))).packages ?? {};
  if (!installed) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '' || entry.link) return true;
    if (entry.optional && !installed[name]) return true;
    return installed[name]?.version === entry.version;
  });
}

/**
 * Whether node_modules is missing or belongs to another lock file.
 * @param {string} root
 */
export function installIsStale(root) {
  const wanted = wantedMark(root);
  const marker = /** @type {Partial<ReturnType<typeof wantedMark>> | undefined} */ (
    existsSync(markerFile(root)) ? readJson(markerFile(root)) : undefined
  );
  if (marker) return marker.lock !== wanted.lock || marker.machine !== wanted.machine;
  if (!existsSync(path.join(root, 'node_modules')) || !installedByHand(root)) return true;
  remember(root);
  return false;
}

/** @param {string} root */
function remember(root) {
  try {
    writeFileSync(markerFile(root), `${JSON.stringify(wantedMark(root))}\n`);
  } catch (error) {
    // A node_modules that we may not write to is compared anew each time; nothing else depends on the marker.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error;
  }
}

/**
 * No install script may fetch anything from elsewhere than the npm registry.
 * @param {string} root
 * @returns {Record<string, string>}
 */
export function offlineEnvironment(root) {
  return {
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'tools', 'prisma', 'schema-engine.mjs'),
    CHECKPOINT_DISABLE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
  };
}

/** npm started us, or lies beside node; a `.cmd` file (Windows) cannot be started without a shell. */
export function npmCommand() {
  const beside = [
    process.env['npm_execpath'],
    path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return beside ? { command: process.execPath, args: [beside] } : { command: 'npm', args: [] };
}

/**
 * Installs the dependencies exactly as locked, if they are missing or stale.
 * @param {{root: string, runTool: RunTool, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function ensureInstalled({ root, runTool, env }) {
  if (!installIsStale(root)) return false;
  rmSync(markerFile(root), { force: true });
  const { command, args } = npmCommand();
  // Development packages too: the builds need them, whatever NODE_ENV says.
  await runTool({
    name: 'install',
    title: 'Installing dependencies (about a minute)',
    command,
    cwd: root,
    args: [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    env: { ...env, ...offlineEnvironment(root) },
    hint: 'The npm registry must be reachable for this first step.',
  });
  if (installedByHand(root)) remember(root);
  else
    throw new PlainError('npm ci ended without error, but node_modules does not agree with package-lock.json. Remove node_modules and start again.');
  return true;
}
