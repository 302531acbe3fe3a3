import { uuidV7 } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { loadDriver, registeredDrivers } from '@payport/terminals-registry';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../start/progress.mjs';
import type { AdminCommand } from './admin-command.ts';
import { findProperty } from './property.ts';
import { systemChance, wallClock } from './world.ts';

export interface NewTerminal {
  readonly property: string;
  readonly name: string;
  readonly driver: string;
  /** As the driver's schema made them, with its defaults. */
  readonly settings: unknown;
  readonly deviceAddress: string;
  readonly tid: string;
  readonly mid: string | null;
  readonly workstation: string | null;
}

const INSERT = `
  insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const DEFAULT = `
  insert into workstation_default (property_id, workstation, terminal_id) values ($1, $2, $3)
  on conflict (property_id, workstation) do update set terminal_id = excluded.terminal_id`;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Checks settings by the driver's own schema; a name that the driver does not know is a slip, not a wish. @throws PlainError */
export function checkSettings(definition: DriverDefinition, given: unknown): unknown {
  const parsed = definition.settings.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'settings'}: ${issue.message}`);
    throw new PlainError(`The settings do not fit the driver ${definition.id}:\n${faults.join('\n')}`);
  }
  const known = isObject(parsed.data) ? Object.keys(parsed.data) : [];
  const unknown = isObject(given) ? Object.keys(given).filter((name) => !known.includes(name)) : [];
  if (unknown.length > 0) {
    throw new PlainError(`The driver ${definition.id} has no setting ${unknown.join(', ')}. It has ${known.join(', ')}.`);
  }
  return parsed.data;
}

async function readSettings(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path.resolve(file), 'utf8');
  } catch {
    throw new PlainError(`--settings: ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new PlainError(`--settings: ${file} is not JSON. In JSON a backslash is written twice: "C:\\\\sc552".`);
  }
}

/** `npm run admin:terminal`: a terminal that payments can be sent to. */
export const registerTerminal: AdminCommand<NewTerminal> = {
  name: 'admin:terminal',
  does: 'Registers a bank terminal of a hotel and prints its id.',
  options: {
    property: { value: '<id or name>', hint: 'the hotel that it stands in' },
    name: { value: '"Reception, left"', hint: 'as the cashier reads it' },
    tid: { value: '00459991', hint: "the bank's number of the terminal" },
    settings: { value: 'terminal.json', hint: "file with the driver's settings" },
    mid: { value: '684444445555', hint: "the bank's number of the merchant; refunds compare it", optional: true },
    workstation: { value: 'RECEPTION-1', hint: 'the till whose first choice it is', optional: true },
    driver: { value: 'sberbank', hint: `one of ${registeredDrivers().join(', ')}; sberbank without it`, optional: true },
  },
  async read({ property = '', name = '', tid = '', settings: file = '', mid = null, workstation = null, driver = 'sberbank' }) {
    if (!/^[0-9A-Za-z]{1,16}$/.test(tid)) throw new PlainError('--tid: up to 16 letters and digits, as on the slips.');
    const definition = await loadDriver(driver);
    if (!definition) throw new PlainError(`--driver: ${driver} is not one of ${registeredDrivers().join(', ')}.`);
    const settings = checkSettings(definition, await readSettings(file));
    return { property, name, driver, settings, deviceAddress: definition.deviceAddress(settings), tid, mid, workstation };
  },
  async run(db, terminal) {
    const property = await findProperty(db, terminal.property);
    const taken = await db.query<{ name: string }>('select name from terminal where device_address = $1 and enabled', [terminal.deviceAddress]);
    const [other] = taken.rows;
    if (other)
      throw new PlainError(
        `The terminal ${other.name} has this device already (${terminal.deviceAddress}). Each terminal needs a folder of its own.`,
      );
    const id = uuidV7(wallClock, systemChance);
    const { name, driver, settings, deviceAddress, tid, mid, workstation } = terminal;
    await db.query(INSERT, [id, property.id, name, driver, JSON.stringify(settings), deviceAddress, tid, mid]);
    if (workstation !== null) await db.query(DEFAULT, [property.id, workstation, id]);
    return [`Terminal ${name} of ${property.name}, device ${deviceAddress}`, `id ${id}`];
  },
};
