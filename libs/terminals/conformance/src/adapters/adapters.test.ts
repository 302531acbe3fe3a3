import { loadDriver, registeredDrivers } from '@payport/terminals-registry';
import { DRIVER_IDS } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../adapter.ts';
import { ADAPTERS } from './index.ts';

const NAME = /^[a-z0-9]+ over (its program|tcp|serial)$/;

describe('the adapters', () => {
  it.each(registeredDrivers())('have the driver %s, which this build offers: none is let loose without the suite', (driver) => {
    expect(ADAPTERS.map((adapter) => adapter.driver)).toContain(driver);
  });

  it('have no driver that the build does not offer', () => {
    expect(ADAPTERS.map(({ driver }) => driver).filter((driver) => !registeredDrivers().includes(driver))).toEqual([]);
  });

  it('name each driver on each wire once', () => {
    const names = ADAPTERS.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(NAME);
  });

  it.each(registeredDrivers())('play every order that the driver %s can give besides its reservations', async (driver) => {
    const definition = await loadDriver(driver);
    const orders = (['sale', 'refund', 'void'] as const).filter((operation) => definition?.operations.includes(operation));
    for (const adapter of ADAPTERS.filter((one) => one.driver === driver && one.wire !== 'process'))
      expect([nameOf(adapter), [...adapter.operations].sort()]).toEqual([nameOf(adapter), [...orders].sort()]);
  });
});

describe('the registry', () => {
  it.each(registeredDrivers())('loads %s by its name, with a title in both languages', async (driver) => {
    const definition = await loadDriver(driver);
    expect(definition?.id).toBe(driver);
    expect(definition?.title.ru).toMatch(/\S/);
    expect(definition?.title.en).toMatch(/\S/);
  });

  it('knows no other name', async () => {
    for (const id of [...DRIVER_IDS.filter((one) => !registeredDrivers().includes(one)), '', 'toString', 'constructor']) {
      expect(await loadDriver(id)).toBeNull();
    }
  });
});
