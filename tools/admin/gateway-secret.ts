import path from 'node:path';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { readConfig } from '../start/config.mjs';
import { withEnvFile } from '../start/env-file.mjs';
import { PlainError } from '../start/progress.mjs';
import { readJson } from '../start/secrets.mjs';

/**
 * The secret that the gateway runs with: AUTH_SECRET, or what `npm start` made for its own database. What is sealed with
 * another one, the gateway could not open. @throws PlainError
 */
export function gatewaySecret(): string {
  const config = readConfig(withEnvFile(process.env, path.join(PROJECT_ROOT, '.env')), PROJECT_ROOT);
  if (config.authSecret !== undefined) return config.authSecret;
  const made = readJson(path.join(config.home, 'secrets.json'));
  if (typeof made === 'object' && made !== null && 'authSecret' in made && typeof made.authSecret === 'string') return made.authSecret;
  throw new PlainError('--signed: set AUTH_SECRET (or AUTH_SECRET_FILE) to the secret that the gateway runs with.');
}
