import { isTimeZone, isUuid, uuidV7, type PropertyId } from '@payport/domain';
import { PlainError } from '../start/progress.mjs';
import type { AdminCommand } from './admin-command.ts';
import type { Database } from './owner-database.ts';
import { wallClock, systemChance } from './world.ts';

export interface NewProperty {
  readonly name: string;
  readonly legalEntity: string | null;
  readonly city: string | null;
  readonly timeZone: string;
  readonly currency: string;
}

const INSERT = `
  insert into property (id, name, legal_entity, city, time_zone, currency, currencies) values ($1, $2, $3, $4, $5, $6, array[$6])`;

/** `npm run admin:property`: a hotel. */
export const createProperty: AdminCommand<NewProperty> = {
  name: 'admin:property',
  does: 'Adds a hotel and prints its id.',
  options: {
    name: { value: '"Grand Hotel"', hint: 'as people read it' },
    'time-zone': { value: 'Europe/Moscow', hint: "the hotel's own time zone" },
    currency: { value: 'RUB', hint: 'ISO 4217; RUB without it', optional: true },
    city: { value: 'Moscow', hint: 'shown beside the name', optional: true },
    'legal-entity': { value: '"Grand Hotel LLC"', hint: 'who the bank has its contract with', optional: true },
  },
  read(given) {
    const { name = '', city = null, 'legal-entity': legalEntity = null, 'time-zone': timeZone = '', currency = 'RUB' } = given;
    if (!isTimeZone(timeZone)) throw new PlainError(`--time-zone: ${timeZone} is no time zone; write it like Europe/Moscow.`);
    if (!/^[A-Z]{3}$/.test(currency)) throw new PlainError('--currency: write it like RUB.');
    return { name, city, legalEntity, timeZone, currency };
  },
  async run(db, { name, legalEntity, city, timeZone, currency }) {
    const { rowCount } = await db.query('select from property where name = $1', [name]);
    if (rowCount) throw new PlainError(`There is a property ${name} already.`);
    const id = uuidV7(wallClock, systemChance);
    await db.query(INSERT, [id, name, legalEntity, city, timeZone, currency]);
    return [`Property ${name}`, `id ${id}`];
  },
};

/** A property by its id or by its exact name. @throws PlainError */
export async function findProperty(db: Database, idOrName: string): Promise<{ readonly id: PropertyId; readonly name: string }> {
  const column = isUuid(idOrName.toLowerCase()) ? 'id' : 'name';
  const { rows } = await db.query<{ id: string; name: string }>(`select id, name from property where ${column} = $1`, [
    column === 'id' ? idOrName.toLowerCase() : idOrName,
  ]);
  const [property, second] = rows;
  if (!property) throw new PlainError(`There is no property ${idOrName}. Add it with npm run admin:property.`);
  if (second) throw new PlainError(`Several properties are called ${idOrName}: give the id instead.`);
  return { id: property.id as PropertyId, name: property.name };
}
