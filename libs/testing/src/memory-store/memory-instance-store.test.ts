import type { DeviceAddress, LeaseSession, PropertyId, TerminalId } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { INSTANCE_RULES, type InstanceBench } from '../store-rules/instance-rules.ts';
import { MemoryDatabase } from './memory-database.ts';
import { MemoryInstanceStore } from './memory-instance-store.ts';
import { MemoryPaymentStore } from './memory-payment-store.ts';

const PROPERTY = randomUUID() as PropertyId;
const NOW_MS = Date.UTC(2026, 0, 15, 9, 0, 0);
let database: MemoryDatabase;
let bench: InstanceBench;

beforeEach(() => {
  database = new MemoryDatabase(() => NOW_MS);
  const limits = { maxSaleMinor: null, maxRefundMinor: null };
  database.properties.set(PROPERTY, { id: PROPERTY, name: 'Отель', timeZone: 'Europe/Moscow', currency: 'RUB', currencies: ['RUB'], ...limits });
  const terminalIds = [randomUUID() as TerminalId, randomUUID() as TerminalId] as const;
  const addresses = [`scripted:${terminalIds[0]}`, `tcp:${terminalIds[1]}`] as unknown as readonly [DeviceAddress, DeviceAddress];
  terminalIds.forEach((id, i) =>
    database.terminals.set(id, {
      ...{ id, propertyId: PROPERTY, name: `Терминал ${i}`, driver: 'sberbank', settings: {}, deviceAddress: addresses[i]!, tid: null, mid: null },
      ...{ enabled: true, offlineSinceMs: null, offlineReason: null, lastSeenAtMs: null, quarantine: null },
    }),
  );
  bench = {
    store: new MemoryPaymentStore(database),
    other: new MemoryPaymentStore(database),
    instances: new MemoryInstanceStore(database, () => NOW_MS),
    others: new MemoryInstanceStore(database, () => NOW_MS),
    expire: (id, agoMs) => {
      const row = database.instances.rows.get(id);
      if (row) database.instances.rows.set(id, { ...row, leaseUntilMs: NOW_MS - agoMs });
      return Promise.resolve();
    },
    propertyId: PROPERTY,
    terminalIds,
    addresses,
    instanceId: 'a',
    newId: randomUUID,
  };
});

describe('the gateways in memory keep the rules of the real ones', () => {
  for (const { title, run } of INSTANCE_RULES) it(title, () => run(bench));
});

it('a session that is cut is told once, and its name is free', async () => {
  const told: (LeaseSession | null)[] = [];
  const store = new MemoryInstanceStore(database, () => NOW_MS);
  const session = await store.session((lost) => told.push(lost));
  await session.take({ instanceId: 'a', machine: 'one' }, 20_000);
  store.cut();
  store.cut();
  expect(told).toEqual([session]);
  await expect(session.renew('a', '1', 20_000)).rejects.toThrow('cut');
  expect(await (await bench.instances.session(() => undefined)).take({ instanceId: 'a', machine: 'one' }, 20_000)).toBe('2');
});
