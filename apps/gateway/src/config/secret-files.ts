import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/** Variables whose value may lie in a file that `<NAME>_FILE` names: containers and service managers hand secrets over so. */
export const SECRET_VARIABLES = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'AUTH_SECRET', 'METRICS_TOKEN', 'SMTP_URL'] as const;

/** No secret of ours is longer; more is a wrong file. */
const LONGEST_BYTES = 8 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with every secret in its place. An empty variable is one that is not set.
 * @throws ConfigError that names the variable and the rule, never what is in the file
 */
export function withSecretFiles(environment: Environment): Record<string, string> {
  const set = Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));
  const faults: string[] = [];
  for (const name of SECRET_VARIABLES) {
    const file = set[`${name}_FILE`];
    if (file === undefined) continue;
    if (set[name] !== undefined) faults.push(`  ${name}_FILE: ${name} is set too; only one of the two may be`);
    else {
      const read = readSecret(file);
      if ('fault' in read) faults.push(`  ${name}_FILE: ${read.fault}`);
      else set[name] = read.value;
    }
  }
  if (faults.length > 0) throw new ConfigError(`the environment is not valid:\n${faults.join('\n')}`);
  return set;
}

function readSecret(file: string): { readonly value: string } | { readonly fault: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { fault: `the file cannot be read (${code})` };
  }
  if (Buffer.byteLength(text) > LONGEST_BYTES) return { fault: 'the file is too long for a secret' };
  // An editor's last line break is not part of the secret; one in the middle means a wrong file.
  const value = text.replace(/^\uFEFF/, '').trim();
  if (value === '') return { fault: 'the file is empty' };
  return /[\r\n]/.test(value) ? { fault: 'the file has more than one line' } : { value };
}
