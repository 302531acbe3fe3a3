// @ts-check
import { readFileSync } from 'node:fs';
import { PlainError } from './progress.mjs';

/** Variables whose value may lie in a file that `<NAME>_FILE` names. The gateway's config has the same rule and list. */
export const SECRET_VARIABLES = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'AUTH_SECRET', 'METRICS_TOKEN', 'SMTP_URL'];

/**
 * The environment with every secret in its place, so that no part has to read a file again.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withSecretFiles(env) {
  const result = { ...env };
  for (const name of SECRET_VARIABLES) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    if (env[name]?.trim()) throw new PlainError(`${name} and ${name}_FILE are both set; only one of the two may be.`);
    result[name] = readSecret(`${name}_FILE`, file);
    delete result[`${name}_FILE`];
  }
  return result;
}

/**
 * @param {string} variable
 * @param {string} file
 */
function readSecret(variable, file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${variable}: the file cannot be read (${/** @type {NodeJS.ErrnoException} */ (error).code}).`);
  }
  const value = text.replace(/^\uFEFF/, '').trim();
  if (value === '' || /[\r\n]/.test(value)) throw new PlainError(`${variable}: the file must hold one line, the secret.`);
  return value;
}
