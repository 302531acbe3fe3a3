import { createPool, createPrisma } from '@payport/persistence';
import { testDatabase, type TestDatabase } from '@payport/testing';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Runs Prisma's own program against a test database, with npm's WebAssembly engine (prisma.config.ts). */
async function prisma({ ownerUrl }: TestDatabase, ...args: string[]): Promise<{ exitCode: number; output: string }> {
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const run = promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules/prisma/build/index.js'), ...args], { cwd: ROOT, env });
  return run.then(
    ({ stdout, stderr }) => ({ exitCode: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ exitCode: error.code, output: error.stdout + error.stderr }),
  );
}

const diff = (of: TestDatabase): ReturnType<typeof prisma> =>
  prisma(of, 'migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--script', '--exit-code');

// Each test starts Prisma's program several times: seconds on an idle machine, much longer on a busy one.
describe('schema.prisma', { timeout: 180_000 }, () => {
  it('says the same as a database that our runner migrated', async () => {
    expect(await diff(database)).toMatchObject({ exitCode: 0, output: expect.stringContaining('This is an empty migration') });
  });

  it('would not pass if a column, an index or its condition were another', async () => {
    const changed = await testDatabase();
    const client = new pg.Client({ connectionString: changed.ownerUrl });
    await client.connect();
    try {
      await client.query(`alter table payment alter column rrn set not null; alter table terminal add column extra text; drop index payment_folio;
        drop index payment_natural_key; create unique index payment_natural_key
          on payment (property_id, pms_transaction_number, kind, terminal_id, amount_minor, currency)`);
      const { exitCode, output } = await diff(changed);
      expect(exitCode).toBe(2);
      for (const found of [
        /ALTER COLUMN "rrn" DROP NOT NULL/,
        /DROP COLUMN "extra"/,
        /CREATE INDEX "payment_folio"/,
        /CREATE UNIQUE INDEX "payment_natural_key"/,
      ]) {
        expect(output).toMatch(found);
      }
    } finally {
      await client.end();
      await changed.close();
    }
  });

  it("has its migrations where Prisma looks, all applied in Prisma's own view", async () => {
    expect(await prisma(database, 'migrate', 'status')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('Database schema is up to date!'),
    });
  });

  it('makes a client that reads and writes what the tables hold', async () => {
    const pool = createPool(database.appUrl, { applicationName: 'schema-test', onError: (error) => expect.fail(error.message) });
    const client = await createPrisma(pool);
    try {
      const id = randomUUID();
      const property = { id, name: 'Балтика', timeZone: 'Europe/Kaliningrad', currency: 'RUB', currencies: ['RUB'] };
      await client.property.create({ data: property });
      await client.terminal.create({
        data: { id, propertyId: id, name: 'Стойка', driver: 'sberbank', settings: { program: 'x' }, deviceAddress: id },
      });
      expect(await client.property.findUniqueOrThrow({ where: { id }, include: { terminals: true } })).toMatchObject({
        ...property,
        terminals: [{ id, settings: { program: 'x' } }],
      });
    } finally {
      await client.$disconnect();
      await pool.end();
    }
  });
});
