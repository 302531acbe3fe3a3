import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from './command-line.mjs';
import { SECRET_VARIABLES, withSecretFiles } from './secret-files.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'payport-secrets-'));
const file = path.join(folder, 'secret');
afterAll(() => rmSync(folder, { recursive: true }));

describe('secrets in files, for npm start', () => {
  it('take the place of their variable, and the name of the file goes no further', () => {
    writeFileSync(file, 'one line\n');
    expect(withSecretFiles({ PATH: '/bin', AUTH_SECRET_FILE: file })).toEqual({ PATH: '/bin', AUTH_SECRET: 'one line' });
  });

  it.each([
    ['two ways at once', { AUTH_SECRET: 'hidden-word', AUTH_SECRET_FILE: file }, /AUTH_SECRET and AUTH_SECRET_FILE are both set/],
    ['a file that is not there', { AUTH_SECRET_FILE: path.join(folder, 'none') }, /AUTH_SECRET_FILE: the file cannot be read \(ENOENT\)/],
    ['a file with more than a secret', { AUTH_SECRET_FILE: file }, /AUTH_SECRET_FILE: the file must hold one line/],
  ])('refuse %s, never showing a value', (_case, env, message) => {
    writeFileSync(file, 'hidden-word\nhidden-word');
    expect(() => withSecretFiles(env)).toThrow(message);
    expect(() => withSecretFiles(env)).not.toThrow(/hidden-word/);
  });

  it('are the same ones that the gateway takes from files', () => {
    const source = readFileSync(path.join(PROJECT_ROOT, 'apps/gateway/src/config/secret-files.ts'), 'utf8');
    const list = /SECRET_VARIABLES = \[([^\]]+)\]/.exec(source)?.[1] ?? '';
    expect([...list.matchAll(/'(\w+)'/g)].map(([, name]) => name)).toEqual(SECRET_VARIABLES);
  });
});
