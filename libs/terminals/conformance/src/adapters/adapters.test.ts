import { loadDriver, registeredDrivers } from '@payport/terminals-registry';
import { DRIVER_IDS } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../adapter.ts';
import { ORDER_KINDS } from '../device/ledger.ts';
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

  it.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('play every order that the driver of %s can give', (_name, adapter) => {
    const driver = adapter.world().restart();
    const { refund, preauthorize } = driver;
    const calls = { sale: driver.sale, refund, part: refund, void: driver.void, preauthorization: preauthorize };
    const able = { ...calls, capture: driver.capture, release: driver.release };
    const changesAmounts = adapter.operations.includes('part');
    const orders = ORDER_KINDS.filter((kind) => able[kind] !== undefined && (kind !== 'part' || changesAmounts));
    expect([...adapter.operations].sort()).toEqual([...orders].sort());
    expect(adapter.undoesLost).toBe(driver.undoLost !== undefined);
    for (const step of [driver.suspendLast, driver.commitLast, driver.rollbackLast]) expect(step !== undefined).toBe(adapter.twoPhase);
  });

  it.each(registeredDrivers())('play every order that the driver %s can ever give, on each wire of its own', async (driver) => {
    const definition = await loadDriver(driver);
    const orders = ORDER_KINDS.filter((kind) => definition?.operations.some((operation) => operation === kind));
    for (const adapter of ADAPTERS.filter((one) => one.driver === driver)) expect(adapter.operations).toEqual(expect.arrayContaining(orders));
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
