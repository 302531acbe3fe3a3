import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test server: superuser's URL, and the roles' URLs on the template database. */
    database: { readonly adminUrl: string; readonly ownerUrl: string; readonly appUrl: string; readonly template: string };
  }
}

export interface TestDatabase {
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  /** The role that the gateway runs as. */
  readonly appUrl: string;
  close(): Promise<void>;
}

let made = 0;

const onDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

async function asAdmin(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('database').adminUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** A pool's `end` does not wait until its sessions are gone; one that is cut off then would tell nobody in particular. */
async function drop(name: string): Promise<void> {
  const gone = `do $$ begin
    for n in 1..200 loop
      exit when not exists (select from pg_stat_activity where datname = '${name}');
      perform pg_sleep(0.01), pg_stat_clear_snapshot();
    end loop;
  end $$`;
  await asAdmin(gone);
  await asAdmin(`drop database "${name}" with (force)`);
}

/** A migrated database of its own, copied from the template in some 0.2 s. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template, ownerUrl, appUrl } = inject('database');
  made += 1;
  const name = `test_${process.pid}_${process.env['VITEST_POOL_ID'] ?? '0'}_${made}`;
  await asAdmin(`create database "${name}" template "${template}" owner "${new URL(ownerUrl).username}"`);
  return {
    ownerUrl: onDatabase(ownerUrl, name),
    appUrl: onDatabase(appUrl, name),
    close: () => drop(name),
  };
}
