// @ts-check
import { readFileSync } from 'node:fs';
import { PlainError } from './progress.mjs';
import { withSecretFiles } from './secret-files.mjs';

/**
 * Reads `NAME=value` lines: comments, `export`, single and double quotes (`\n`, `\"` and `\\` in double ones).
 * @param {string} text
 * @param {string} [name] of the file, for the error
 * @returns {Record<string, string>}
 */
export function parseEnvFile(text, name = '.env') {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const found = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    const value = found && valueOf(found[2] ?? '');
    // The line itself is not repeated: it may hold a password.
    if (!found?.[1] || value === undefined || value === null) throw new PlainError(`${name}, line ${index + 1}: expected NAME=value.`);
    values[found[1]] = value;
  }
  return values;
}

/** @param {string} text @returns {string | undefined} */
function valueOf(text) {
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text);
  if (double) return (double[1] ?? '').replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character));
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(text);
  if (single) return single[1] ?? '';
  if (/^["']/.test(text)) return undefined;
  return text.replace(/\s+#.*$/, '').trim();
}

/**
 * The environment with what `.env` adds; a variable that is set already wins. An empty variable is one that is not set:
 * so no part has to know that rule. Secrets that lie in files of their own are read.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 * @returns {NodeJS.ProcessEnv}
 */
export function withEnvFile(env, file) {
  /** @type {Record<string, string>} */
  let fromFile = {};
  try {
    fromFile = parseEnvFile(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  const isSet = (/** @type {[string, string | undefined]} */ [, value]) => value !== undefined && value.trim() !== '';
  return withSecretFiles({
    ...Object.fromEntries(Object.entries(fromFile).filter(isSet)),
    ...Object.fromEntries(Object.entries(env).filter(isSet)),
  });
}
