import { testDatabase } from '@payport/testing';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { checksumOf, ownMigrations } from './migrations/migration-files.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let client: pg.Client;
let directory: string;

beforeEach(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  // As an empty database is.
  await client.query('drop schema if exists bank_stage cascade; drop schema public cascade; create schema public');
  directory = path.join(await mkdtemp(path.join(os.tmpdir(), 'migrate-')), 'migrations');
  await write('0001_guests', 'create table guest (name text);\ncreate function f() returns int language sql as $$ select 1; $$;');
});
afterEach(async () => {
  await client.end();
  await database.close();
  await rm(path.dirname(directory), { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

const run = (options: Parameters<typeof migrate>[1] = {}): ReturnType<typeof migrate> => migrate(database.ownerUrl, { directory, ...options });
const memory = async (): Promise<Record<string, unknown>[]> =>
  (await client.query('select * from _prisma_migrations order by started_at, migration_name')).rows;

describe('the migration runner', () => {
  it('applies what is missing, in the order of names, and then nothing', async () => {
    await write('0002_rooms', 'alter table guest add column room text');
    expect(await run()).toEqual({ applied: ['0001_guests', '0002_rooms'] });
    expect(await run()).toEqual({ applied: [] });
    await write('0003_more', 'alter table guest add column more text');
    expect(await run()).toEqual({ applied: ['0003_more'] });
  });

  it('remembers as Prisma does', async () => {
    await run();
    const columns = await client.query(`select column_name, data_type, is_nullable, character_maximum_length as length, column_default
      from information_schema.columns where table_name = '_prisma_migrations' order by ordinal_position`);
    expect(columns.rows.map((row) => Object.values(row).join(' ').trim())).toEqual([
      'id character varying NO 36',
      'checksum character varying NO 64',
      'finished_at timestamp with time zone YES',
      'migration_name character varying NO 255',
      'logs text YES',
      'rolled_back_at timestamp with time zone YES',
      'started_at timestamp with time zone NO  now()',
      'applied_steps_count integer NO  0',
    ]);
    expect(await memory()).toMatchObject([
      {
        checksum: checksumOf('create table guest (name text);\ncreate function f() returns int language sql as $$ select 1; $$;'),
        finished_at: expect.any(Date),
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it('applies each once when several run at the same time', async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, () => run()));
    expect(runs.flatMap(({ applied }) => applied)).toEqual(['0001_guests']);
    expect(await memory()).toHaveLength(1);
  });

  it('gives up with a plain message when another migrator never ends', async () => {
    await client.query('select pg_advisory_lock(72707369)');
    await expect(run({ lockTimeoutMs: 50 })).rejects.toThrow(/Another program has been migrating/);
  });

  it('refuses when an applied file was changed, and changes nothing', async () => {
    await run();
    await write('0001_guests', 'create table guest (name text, changed text)');
    await write('0002_rooms', 'create table room (n int)');
    await expect(run()).rejects.toThrow(/0001_guests was changed after it had been applied/);
    expect(await memory()).toHaveLength(1);
  });

  it('takes other line ends for the same file', async () => {
    await run();
    await write('0001_guests', 'create table guest (name text);\r\ncreate function f() returns int language sql as $$ select 1; $$;');
    expect(await run()).toEqual({ applied: [] });
  });

  it('rolls a broken migration back whole, tells why, and tries again after it was mended', async () => {
    await write('0002_rooms', 'create table room (n int); insert into nowhere values (1)');
    await write('0003_more', 'create table more (n int)');
    await expect(run()).rejects.toThrow(/0002_rooms failed and was rolled back: relation "nowhere" does not exist/);
    expect(
      (await client.query(`select to_regclass('guest') is not null as guest, to_regclass('room') as room, to_regclass('more') as more`)).rows,
    ).toEqual([{ guest: true, room: null, more: null }]);
    expect(await memory()).toMatchObject([
      { migration_name: '0001_guests' },
      {
        migration_name: '0002_rooms',
        finished_at: null,
        rolled_back_at: expect.any(Date),
        logs: '42P01 relation "nowhere" does not exist',
      },
    ]);
    await write('0002_rooms', 'create table room (n int)');
    expect(await run()).toEqual({ applied: ['0002_rooms', '0003_more'] });
  });

  it('refuses after a failure that another tool left behind', async () => {
    await run();
    await client.query(`insert into _prisma_migrations (id, checksum, migration_name) values ('1', '2', '0002_rooms')`);
    await write('0002_rooms', 'create table room (n int)');
    await expect(run()).rejects.toThrow(/0002_rooms was begun by another tool and failed/);
  });

  it('refuses a database that is newer than the program', async () => {
    await write('0002_rooms', 'create table room (n int)');
    await run();
    await rm(path.join(directory, '0002_rooms'), { recursive: true });
    await expect(run()).rejects.toThrow(/newer than this program: it has the migration 0002_rooms/);
  });

  it('says what is wrong with the address, and not the password', async () => {
    const url = new URL(database.ownerUrl);
    url.password = 'wrong-secret';
    url.port = '1';
    const failure = migrate(url.href, { directory });
    await expect(failure).rejects.toThrow(/^The database cannot be used: connect ECONNREFUSED/);
    await expect(failure).rejects.not.toThrow(/wrong-secret/);
  });

  it('gives rights to nobody who stands above them or does not exist', async () => {
    await expect(run({ appRole: 'nobody_of_ours' })).rejects.toThrow(/nobody_of_ours does not exist/);
    await expect(run({ appRole: decodeURIComponent(new URL(database.ownerUrl).username) })).rejects.toThrow(/may change what it likes/);
  });

  it('lets the app role make tables of its session, also where everybody lost that right, and none that last', async () => {
    const appRole = decodeURIComponent(new URL(database.appUrl).username);
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const name = pg.escapeIdentifier(rows[0]!.name);
    await client.query(`revoke all on database ${name} from public; grant connect on database ${name} to ${pg.escapeIdentifier(appRole)}`);
    await migrate(database.ownerUrl, { appRole, directory: ownMigrations() });
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    await app.query('create temporary table mine (id int)');
    await expect(app.query('create table lasting (id int)')).rejects.toMatchObject({ code: '42501' });
    await app.end();
  });

  it('takes away what an earlier version gave too much', async () => {
    const [appRole, own] = [decodeURIComponent(new URL(database.appUrl).username), ownMigrations()];
    await migrate(database.ownerUrl, { appRole, directory: own });
    await client.query(`grant delete, update on payment, payment_event to ${pg.escapeIdentifier(appRole)}; grant create on schema public to public`);
    await migrate(database.ownerUrl, { appRole, directory: own });
    const { rows } = await client.query(
      `select has_table_privilege($1, 'payment_event', 'delete') as deletes,
      has_column_privilege($1, 'payment', 'status', 'update') as updates, has_schema_privilege($1, 'public', 'create') as creates`,
      [appRole],
    );
    expect(rows).toEqual([{ deletes: false, updates: false, creates: false }]);
  });

  it("finds this program's own migrations", async () => {
    expect(await readdir(ownMigrations())).toContain('0001_payments');
  });
});
