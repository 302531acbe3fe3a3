import { testDatabase, type TestDatabase } from '@payport/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResetConfig, readSeedConfig } from './seed.config.ts';
import { PLAN_FILE } from './testing/seeded-database.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
let database: TestDatabase;
let home: string;
let bank: Server;
let posted: unknown[] = [];
const asked: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'payport seed '));
  bank = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'GET') {
        asked.push(request.url ?? '');
        return response.end('a file');
      }
      posted = [request.method, request.url, JSON.parse(body)];
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  bank.close();
  await database.close();
  await rm(home, { recursive: true });
});

const environment = (): Record<string, string> => ({
  DATABASE_OWNER_URL: database.ownerUrl,
  DEMO_PLAN: PLAN_FILE,
  SIMULATOR_HOME: path.join(home, 'simulator'),
  SIMULATOR_URL: `http://127.0.0.1:${(bank.address() as AddressInfo).port}`,
  PAYPORT_HOME: home,
  DEMO_OUT: path.join(home, 'demo-seed.json'),
});

/** Runs one of the two programs as the launcher does. */
const run = (file: string, env: Record<string, string>): Promise<{ exitCode: number; stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', path.join(ROOT, 'prisma/seed', file)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ exitCode: error.code, stdout: error.stdout, stderr: error.stderr }),
  );

describe('the seed as a program', () => {
  it('makes the demonstration, tells the bank, and writes for the launcher what it made', { timeout: 90_000 }, async () => {
    expect(await run('demo.ts', environment())).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: 'The demonstration is ready: 7 terminals, 6 people.\n',
    });
    const out = path.join(home, 'demo-seed.json');
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const property = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const apiKey = expect.stringMatching(/^ppk_[0-9A-Za-z]{49}$/);
    const seeded = JSON.parse(await readFile(out, 'utf8'));
    expect(seeded).toMatchObject({ sonata: { property, apiKey, otherProperty: { property, apiKey } } });
    expect(Object.keys(seeded.users[0])).toEqual(['email', 'password', 'role']);
    expect(Object.keys(seeded.terminals[0])).toEqual(['id', 'tid', 'name', 'driver', 'property']);
    expect(posted).toEqual([
      'POST',
      '/ledger/history',
      expect.arrayContaining([expect.objectContaining({ state: 'captured', cardMask: expect.stringMatching(/^\d{6}\*{6}\d{4}$/) })]),
    ]);

    const files = (await readdir(path.join(home, 'demo-files'))).sort();
    expect(files).toEqual([
      expect.stringMatching(/^kl_to_1c-\d{4}-\d\d-\d\d\.txt$/),
      expect.stringMatching(/^registry-\d{4}-\d\d-\d\d\.xlsx$/),
      expect.stringMatching(/^sonata-journal-\d{4}-\d\d-\d\d\.csv$/),
    ]);
    expect(asked).toEqual([
      `/files/registry?property=grand&date=${files[1]?.slice(9, 19)}`,
      `/files/statement?property=grand&date=${files[0]?.slice(9, 19)}`,
    ]);
    expect(await readFile(path.join(home, 'demo-files', files[1] ?? ''), 'utf8')).toBe('a file');
    expect((await stat(path.join(home, 'demo-files', files[2] ?? ''))).mode & 0o777).toBe(0o600);
    // One posting was typed by hand: hotel day, amount and terminal, and neither time nor number.
    const journal = new TextDecoder('windows-1251').decode(await readFile(path.join(home, 'demo-files', files[2] ?? '')));
    const typed = journal.split('\r\n').filter((row) => row.split(';')[13] === '');
    expect(typed).toEqual([expect.stringMatching(/^[\d-]+;\d\d\.\d\d\.\d{4};;Оплата;[\d,]+;RUB;;[^;]*;[^;]*;;;;\d{8};;[^;]*$/)]);

    expect(await run('demo-reset.ts', { DATABASE_OWNER_URL: database.ownerUrl })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Removed \d{3} payments, 7 terminals, 2 properties and 6 people of the demonstration\.\n$/),
    });
  });

  it.each(['DATABASE_OWNER_URL', 'DEMO_PLAN', 'SIMULATOR_HOME', 'SIMULATOR_URL', 'PAYPORT_HOME', 'DEMO_OUT'])(
    'names the variable %s when it is missing',
    (name) => {
      const { [name]: _, ...rest } = environment();
      expect(() => readSeedConfig(rest)).toThrow(new Error(`${name}: is missing.`));
    },
  );

  it('says what is wrong with an address without showing it', () => {
    const wrong = { ...environment(), DATABASE_OWNER_URL: 'mysql://user:a-secret-password@host/db' };
    expect(() => readSeedConfig(wrong)).toThrow(new Error('DATABASE_OWNER_URL: is not an address of the right kind.'));
    expect(() => readResetConfig(wrong)).toThrow(new Error('DATABASE_OWNER_URL: is not an address of the right kind.'));
  });
});
