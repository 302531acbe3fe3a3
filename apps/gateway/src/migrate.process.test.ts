import { testDatabase, type TestDatabase } from '@payport/testing';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const run = (env: Record<string, string>): Promise<{ exitCode: number; stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', path.join(ROOT, 'apps/gateway/src/migrate.ts')], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.base.json'), ...env },
  }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ exitCode: error.code, stdout: error.stdout, stderr: error.stderr }),
  );

describe('the migrator as a program', () => {
  it('names what it applied, gives the gateway its rights, and has nothing to do the second time', async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query('drop schema if exists bank_stage cascade; drop schema public cascade; create schema public');
    const env = { DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.appUrl };
    expect(await run(env)).toEqual({ exitCode: 0, stderr: '', stdout: expect.stringMatching(/^applied 0001_payments\napplied 0002_access\n/) });
    const { rows } = await client.query(`select has_table_privilege($1, 'payment', 'insert') as inserts`, [
      decodeURIComponent(new URL(database.appUrl).username),
    ]);
    expect(rows).toEqual([{ inserts: true }]);
    await client.end();
    expect(await run(env)).toEqual({ exitCode: 0, stderr: '', stdout: 'The database is up to date.\n' });
  });

  it('ends with an error and without the password when it cannot connect', async () => {
    const url = new URL(database.ownerUrl);
    url.password = 'wrong-secret';
    const ended = await run({ DATABASE_OWNER_URL: url.href });
    expect(ended).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The database cannot be used: password authentication failed/),
    });
    expect(ended.stderr).not.toContain('wrong-secret');
  });
});
