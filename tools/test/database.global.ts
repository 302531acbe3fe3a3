import { migrate } from '@payport/persistence';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../start/postgres.mjs';

/**
 * One Postgres for the whole run, its database migrated once; each test file copies it (`testDatabase` of
 * `@payport/testing`). It ends by itself when this process is killed. POSTGRES_BIN: the `bin` folder of another Postgres
 * than the one that PayPort brings.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), 'payport-test-'));
  const bin = process.env['POSTGRES_BIN'];
  const postgres = await startPostgres({
    home,
    durable: false,
    keep: false,
    settings: { max_connections: '300' },
    ...(bin ? { native: path.dirname(bin) } : {}),
  });
  const end = async (): Promise<void> => {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
  } catch (error) {
    await end();
    throw error;
  }
  project.provide('database', {
    adminUrl: postgres.url,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
    template: new URL(postgres.ownerUrl).pathname.slice(1),
  });
  return end;
}
