import { createApiKey } from '@payport/domain';
import { migrate } from '@payport/persistence';
import { systemChance } from '../../admin/world.ts';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres, type RunningPostgres } from '../../start/postgres.mjs';

/** A hotel with terminals in a fresh durable Postgres, and beside it the table of the floor. */
export interface SaleWorld {
  readonly postgres: RunningPostgres;
  readonly key: string;
  readonly terminals: readonly { readonly id: string; readonly port: number }[];
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

const SCOPES = ['payments:read', 'payments:write', 'refunds:write'];

interface TerminalKind {
  readonly driver: string;
  readonly tid: string | null;
  readonly settings: unknown;
}

/** @param kind of every terminal; without it they are the scripted ones, each at its port */
export async function saleWorld(ports: readonly number[], kind?: TerminalKind): Promise<SaleWorld> {
  const home = mkdtempSync(path.join(tmpdir(), 'payport-bench-'));
  const postgres = await startPostgres({ home, keep: false, settings: { max_connections: '200' } });
  await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
  const db = new pg.Pool({ connectionString: postgres.ownerUrl, max: 2 });
  await db.query(`create table floor_payment (id uuid primary key, key text unique, body jsonb, status text, answer text)`);
  await db.query(`grant select, insert, update on floor_payment to ${postgres.appRole}`);
  const propertyId = randomUUID();
  await db.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Bench', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    propertyId,
  ]);
  const key = createApiKey(systemChance);
  // A rate that never bites: it is not what is measured.
  const text = `insert into api_key (id, property_id, name, sha256, last_four, scopes, rate_per_second, rate_burst)
    values ($1, $2, $3, $4, $5, $6, 10000, 100000)`;
  await db.query(text, [randomUUID(), propertyId, 'bench', createHash('sha256').update(key).digest(), key.slice(-4), SCOPES]);
  const terminals = ports.map((port) => ({ id: randomUUID(), port }));
  for (const { id, port } of terminals) {
    await db.query('insert into terminal (id, property_id, name, driver, settings, device_address, tid) values ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      propertyId,
      `Terminal ${port}`,
      kind?.driver ?? 'scripted',
      kind?.settings ?? { host: '127.0.0.1', port },
      `bench:127.0.0.1:${port}`,
      kind?.tid ?? null,
    ]);
  }
  const admin = new pg.Pool({ connectionString: postgres.url, max: 1 });
  return {
    postgres,
    key,
    terminals,
    checkpoint: async () => {
      await db.query('vacuum analyze');
      await admin.query('checkpoint');
    },
    close: async () => {
      await db.end();
      await admin.end();
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
