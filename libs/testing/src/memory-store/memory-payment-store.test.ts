import type { DeviceAddress, PaymentId, PropertyId, TerminalId } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { PAYMENT_STORE_RULES } from '../store-rules/payment-store-rules.ts';
import { move, newIntent, walk, type StoreBench } from '../store-rules/store-bench.ts';
import { MemoryDatabase } from './memory-database.ts';
import { MemoryPaymentStore } from './memory-payment-store.ts';
import { ConnectionLost, FAIR_CONDITIONS, type CommitFate } from './store-conditions.ts';

const PROPERTY = randomUUID() as PropertyId;
let database: MemoryDatabase;
let bench: StoreBench;

beforeEach(() => {
  database = new MemoryDatabase();
  const limits = { maxSaleMinor: null, maxRefundMinor: null };
  database.properties.set(PROPERTY, { id: PROPERTY, name: 'Отель', timeZone: 'Europe/Moscow', currency: 'RUB', currencies: ['RUB'], ...limits });
  const terminalIds = [randomUUID() as TerminalId, randomUUID() as TerminalId] as const;
  const addresses = terminalIds.map((id) => `scripted:${id}` as DeviceAddress) as [DeviceAddress, DeviceAddress];
  terminalIds.forEach((id, i) =>
    database.terminals.set(id, {
      id,
      propertyId: PROPERTY,
      name: `Терминал ${i}`,
      driver: 'sberbank',
      settings: {},
      deviceAddress: addresses[i]!,
      tid: null,
      mid: null,
      enabled: true,
      offlineSinceMs: null,
      offlineReason: null,
      lastSeenAtMs: null,
      quarantine: null,
    }),
  );
  bench = {
    store: new MemoryPaymentStore(database),
    other: new MemoryPaymentStore(database),
    propertyId: PROPERTY,
    terminalIds,
    addresses,
    instanceId: 'gateway',
    newId: randomUUID,
  };
});

describe('the payment store in memory keeps the rules of the real one', () => {
  for (const { title, run } of PAYMENT_STORE_RULES) it(title, () => run(bench));
});

describe('the payment store in memory can lose what a real one can', () => {
  const withFate = (fate: CommitFate): StoreBench => ({
    ...bench,
    store: new MemoryPaymentStore(database, { ...FAIR_CONDITIONS, commit: () => fate }),
  });

  it('a commit that was lost changed nothing; one whose answer was lost changed all', async () => {
    const [lost, unanswered] = [newIntent(bench), newIntent(bench)];
    await expect(walk(withFate('lost'), lost)).rejects.toThrow(ConnectionLost);
    await expect(walk(withFate('unanswered'), unanswered)).rejects.toThrow(ConnectionLost);
    expect(await bench.store.find(lost.id)).toBeNull();
    expect((await bench.store.find(unanswered.id))?.status).toBe('accepted');
  });

  it('a gateway whose connections are cut leaves no lock and no half transaction', async () => {
    const id = await walk(bench, newIntent(bench), 'dispatched');
    const dying = new MemoryPaymentStore(database);
    const cut = dying.transaction(['folio'], async (tx) => {
      await tx.lock(id);
      await tx.append(move(id, 3, 'dispatched', 'approved'));
      dying.cut();
      await tx.find(PROPERTY, id);
    });
    await expect(cut).rejects.toThrow(ConnectionLost);
    expect((await bench.store.transaction(['folio'], (tx) => tx.lock(id)))?.status).toBe('dispatched');
  });

  it('a dying server loses only what was written behind since the last durable commit', async () => {
    const [id, other] = [await walk(bench, newIntent(bench), 'dispatched'), await walk(bench, newIntent(bench), 'dispatched')];
    const behind = (of: PaymentId, seq: number, to: 'in_progress' | 'unknown'): Promise<void> =>
      bench.store.writeBehind((tx) => tx.append(move(of, seq, seq === 3 ? 'dispatched' : 'in_progress', to)));
    await behind(id, 3, 'in_progress');
    await bench.store.transaction([], (tx) => tx.append(move(other, 3, 'dispatched', 'in_progress')));
    await behind(id, 4, 'unknown');
    expect(database.crash()).toBe(true);
    expect((await bench.store.find(id))?.status).toBe('in_progress');
    expect((await bench.store.events(id, 0)).length).toBe(3);
    expect((await bench.store.find(other))?.status).toBe('in_progress');
    expect(database.crash()).toBe(false);
  });

  it('two transactions that wait for each other: one is refused', async () => {
    const [one, two] = [await walk(bench, newIntent(bench), 'dispatched'), await walk(bench, newIntent(bench), 'dispatched')];
    const both = await Promise.allSettled(
      [
        [one, two],
        [two, one],
      ].map((ids) =>
        bench.store.transaction([], async (tx) => {
          for (const id of ids) await tx.lock(id);
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
