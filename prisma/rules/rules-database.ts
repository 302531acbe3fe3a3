import { createPool } from '@payport/persistence';
import { testDatabase } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** A migrated database with one hotel, one terminal and one gateway in it. */
export interface RulesDatabase {
  /** The role that owns the tables. */
  readonly owner: Pool;
  /** The role that the gateway runs as. */
  readonly app: Pool;
  readonly propertyId: string;
  readonly terminalId: string;
  readonly instanceId: string;
  close(): Promise<void>;
}

export async function rulesDatabase(): Promise<RulesDatabase> {
  const database = await testDatabase();
  const onError = (error: Error): never => {
    throw error;
  };
  const owner = createPool(database.ownerUrl, { applicationName: 'rules-owner', onError });
  const app = createPool(database.appUrl, { applicationName: 'rules-app', onError });
  const propertyId = randomUUID();
  const instanceId = 'gateway-1';
  await app.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Hotel', 'Europe/Moscow', 'RUB', '{RUB}')`, [
    propertyId,
  ]);
  await app.query(`insert into gateway_instance values ($1, 1, now(), now(), now() + interval '1 minute')`, [instanceId]);
  const terminalId = await insertTerminal(app, propertyId, { address: 'host:/opt/sb_pilot' });
  return {
    owner,
    app,
    propertyId,
    terminalId,
    instanceId,
    close: async () => {
      await Promise.all([owner.end(), app.end()]);
      await database.close();
    },
  };
}

export async function insertTerminal(
  pool: Pool,
  propertyId: string,
  { address, demo = false }: { address: string; demo?: boolean },
): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into terminal (id, property_id, name, driver, settings, device_address, demo) values ($1, $2, 'Left', 'sberbank', '{}', $3, $4)`,
    [id, propertyId, address, demo],
  );
  return id;
}
