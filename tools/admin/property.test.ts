import { isUuid } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { createProperty, findProperty } from './property.ts';
import { GRAND, scriptedDatabase } from './testing/scripted-database.ts';

describe('adding a property', () => {
  it('takes the ruble where no currency is given', () => {
    expect(createProperty.read({ name: 'Grand', 'time-zone': 'Europe/Moscow' })).toMatchObject({ currency: 'RUB', city: null, legalEntity: null });
  });

  it('refuses a time zone that the system does not know, and a currency that is none', () => {
    expect(() => createProperty.read({ name: 'Grand', 'time-zone': 'Moscow/Time' })).toThrow(/--time-zone/);
    expect(() => createProperty.read({ name: 'Grand', 'time-zone': 'Europe/Moscow', currency: 'rub' })).toThrow(/--currency/);
  });

  it('refuses a name that is taken, and prints the id of a new one', async () => {
    const input = { name: 'Grand', legalEntity: null, city: null, timeZone: 'Europe/Moscow', currency: 'RUB' };
    await expect(createProperty.run(scriptedDatabase([[/where name/, [GRAND]]]).db, input)).rejects.toThrow(/already/);
    const { db, asked } = scriptedDatabase();
    const told = await createProperty.run(db, input);
    const id = asked.at(-1)?.values[0] as string;
    expect(isUuid(id)).toBe(true);
    expect(told).toContain(`id ${id}`);
  });
});

describe('finding a property', () => {
  it('looks an id up as an id and anything else as a name', async () => {
    for (const [wanted, column] of [
      [GRAND.id.toUpperCase(), 'where id'],
      ['Grand', 'where name'],
    ] as const) {
      const { db, asked } = scriptedDatabase([[/from property/, [GRAND]]]);
      expect(await findProperty(db, wanted)).toEqual(GRAND);
      expect(asked[0]?.text).toContain(column);
    }
  });

  it('refuses a name that nobody or more than one has', async () => {
    await expect(findProperty(scriptedDatabase().db, 'Grand')).rejects.toThrow(/no property/);
    await expect(findProperty(scriptedDatabase([[/from property/, [GRAND, GRAND]]]).db, 'Grand')).rejects.toThrow(/Several/);
  });
});
