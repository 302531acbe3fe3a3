import type { TerminalId } from '@payport/domain';
import { loadDriver } from '@payport/terminals-registry';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { DemoPlan, PlanTerminal } from '../demo-plan.ts';
import { stableId } from '../stable-id.ts';
import type { SeededProperty, SeededTerminal } from './seeded.ts';

/**
 * The simulator may have moved since, so the wiring follows the plan; a name stays as people have changed it. A
 * demonstration can always take a payment: its terminals come back enabled, and nobody is known to be away.
 */
const UPSERT = `
  insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid, demo)
  select id, property_id, name, driver, settings, device_address, tid, mid, true
  from jsonb_to_recordset($1) as x(id uuid, property_id uuid, name text, driver text, settings jsonb, device_address text, tid text, mid text)
  on conflict (id) do update set driver = excluded.driver, settings = excluded.settings, device_address = excluded.device_address,
    tid = excluded.tid, mid = excluded.mid, enabled = true, offline_since = null, offline_reason = null, quarantine_reason = null, quarantine_since = null, quarantine_detail = null, demo = true, updated_at = now()`;

const DEFAULTS = `
  insert into workstation_default (property_id, workstation, terminal_id)
  select property_id, workstation, id from jsonb_to_recordset($1) as x(id uuid, property_id uuid, workstation text)
  on conflict (property_id, workstation) do nothing`;

export async function seedTerminals(
  db: PoolClient,
  plan: DemoPlan,
  properties: readonly SeededProperty[],
  simulatorHome: string,
): Promise<readonly SeededTerminal[]> {
  const terminals = await Promise.all(plan.terminals.filter(({ spare }) => !spare).map((terminal) => prepare(terminal, properties, simulatorHome)));
  const rows = terminals.map(({ id, property, name, driver, settings, definition, tid, workstation }) => ({
    id,
    property_id: property.id,
    name,
    driver,
    settings,
    device_address: definition.deviceAddress(settings),
    tid,
    mid: property.mid,
    workstation,
  }));
  await db.query(UPSERT, [JSON.stringify(rows)]);
  await db.query(DEFAULTS, [JSON.stringify(rows)]);
  return terminals;
}

async function prepare(terminal: PlanTerminal, properties: readonly SeededProperty[], simulatorHome: string): Promise<SeededTerminal> {
  const property = properties.find(({ key }) => key === terminal.property);
  if (!property) throw new Error(`The plan's terminal ${terminal.tid} names the unknown property ${terminal.property}.`);
  const definition = await loadDriver(terminal.driver);
  if (!definition) throw new Error(`The plan's terminal ${terminal.tid} wants the driver ${terminal.driver}, which this version does not have.`);
  const settings = definition.settings.parse(await wiring(terminal, property, simulatorHome));
  return { ...terminal, property, id: stableId('terminal', terminal.tid) as TerminalId, settings, definition };
}

/** How the simulator presents a terminal of each protocol. */
function wiring(terminal: PlanTerminal, { timeZone, currency }: SeededProperty, simulatorHome: string): Promise<unknown> {
  const folder = path.resolve(simulatorHome, 'terminals', terminal.tid);
  switch (terminal.driver) {
    case 'sberbank': {
      const program = path.join(folder, process.platform === 'win32' ? 'sb_pilot.cmd' : 'sb_pilot');
      // The simulated program knows what nobody has tried on a real terminal yet.
      return Promise.resolve({ program, folder, encoding: terminal.encoding, preauthorization: true });
    }
    case 'inpas':
      return inpasWiring({ ...terminal, timeZone }, path.join(folder, 'inpas.json'));
    case 'zvt':
      return zvtWiring({ ...terminal, currency }, path.join(folder, 'zvt.json'));
    default:
      throw new Error(`The demonstration cannot wire the driver ${terminal.driver}.`);
  }
}

/** What the simulator writes down once a terminal waits; its serial port is null where the machine can make none. */
const devicePlace = z.object({ host: z.string(), port: z.int(), serialPort: z.string().nullable() });
/** The device gives up on its guest after 90 s; what is set here beyond the defaults the simulated device is known to keep. */
const INPAS_HABITS = { stopByEot: true, copyProvesAbsence: true, timeLimitMs: 100_000 };

async function inpasWiring({ tid, port, timeZone }: PlanTerminal & { readonly timeZone: string }, file: string): Promise<unknown> {
  const place = await placeIn(file, devicePlace);
  const wire = place?.serialPort
    ? { connection: 'serial', serialPort: place.serialPort }
    : { host: place?.host ?? '127.0.0.1', port: place?.port ?? port };
  return { terminalId: tid, timeZone, ...wire, ...INPAS_HABITS };
}

async function zvtWiring({ port, currency }: PlanTerminal & { readonly currency: string }, file: string): Promise<unknown> {
  const place = await placeIn(file, devicePlace);
  const wire = place?.serialPort
    ? { connection: 'serial', serialPath: place.serialPort }
    : { host: place?.host ?? '127.0.0.1', port: place?.port ?? port };
  return { ...wire, currency };
}

/** Null before the simulator has ever run: then the plan's port counts. */
async function placeIn<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
