// @ts-check
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, closeSync, constants, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './progress.mjs';

/**
 * Writes a private file whole or not at all: a reader never sees half of it, and only the owner can read it.
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Makes the folder of all state. Only its owner may enter it.
 * @param {string} home
 */
export function makeHome(home) {
  if (mkdirSync(home, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(home, 0o700);
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new PlainError(`${home} belongs to another user (was it made by root?). Start as that user, or set PAYPORT_HOME to a folder of your own.`);
  }
}

/**
 * The content of a JSON file, or undefined where there is no such file. A broken file is an error that names the file.
 * @param {string} file
 * @returns {unknown}
 */
export function readJson(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new PlainError(`${file} is not readable JSON. Move it away and start again.`);
  }
}

/** Secrets of one PAYPORT_HOME: made once, the same at every later start. */
const NAMES = /** @type {const} */ (['postgresPassword', 'ownerPassword', 'appPassword', 'authSecret']);

/** @typedef {Record<(typeof NAMES)[number], string>} Secrets */

/**
 * Reads `secrets.json` (0600) of a home, making what is missing. 32 random bytes each.
 * @param {string} home
 * @returns {Secrets}
 */
export function secretsOf(home) {
  makeHome(home);
  const file = path.join(home, 'secrets.json');
  const known = /** @type {Partial<Secrets> | undefined} */ (readJson(file)) ?? {};
  const missing = NAMES.filter((name) => typeof known[name] !== 'string');
  const secrets = { ...known };
  for (const name of missing) secrets[name] = randomBytes(32).toString('base64url');
  if (missing.length > 0) writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`);
  else chmodSync(file, 0o600);
  return /** @type {Secrets} */ (secrets);
}
