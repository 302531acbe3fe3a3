import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withSecretFiles } from './secret-files.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'payport-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const name = path.join(folder, `${Math.random()}`);
  writeFileSync(name, text);
  return name;
}

describe('secrets in files', () => {
  it('are read without the last line break', () => {
    expect(withSecretFiles({ AUTH_SECRET_FILE: file('a b\r\n'), LOG_LEVEL: 'info' })).toMatchObject({ AUTH_SECRET: 'a b', LOG_LEVEL: 'info' });
  });

  it('leave out what is empty: an empty variable is not set', () => {
    expect(withSecretFiles({ AUTH_SECRET: '', AUTH_SECRET_FILE: ' ', DATABASE_URL: 'x' })).toEqual({ DATABASE_URL: 'x' });
  });

  it('are refused with the variable and the rule, all at once, and never with their content', () => {
    const secret = 'postgresql://u:hidden-word@h/d';
    const read = (): unknown =>
      withSecretFiles({
        DATABASE_URL: secret,
        DATABASE_URL_FILE: file(secret),
        AUTH_SECRET_FILE: path.join(folder, 'none'),
        METRICS_TOKEN_FILE: file('\n'),
        SMTP_URL_FILE: file('hidden-word\nhidden-word'),
        DATABASE_OWNER_URL_FILE: file('hidden-word'.repeat(1_000)),
      });
    expect(read).toThrow(
      [
        'the environment is not valid:',
        '  DATABASE_URL_FILE: DATABASE_URL is set too; only one of the two may be',
        '  DATABASE_OWNER_URL_FILE: the file is too long for a secret',
        '  AUTH_SECRET_FILE: the file cannot be read (ENOENT)',
        '  METRICS_TOKEN_FILE: the file is empty',
        '  SMTP_URL_FILE: the file has more than one line',
      ].join('\n'),
    );
    expect(read).not.toThrow(/hidden-word/);
  });
});
