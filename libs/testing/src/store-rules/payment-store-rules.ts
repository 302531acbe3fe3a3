import assert from 'node:assert/strict';
import { ALARM_RULES } from './alarm-rules.ts';
import { CONTRADICTION_RULES } from './contradiction-rules.ts';
import { EVENT_RULES } from './event-rules.ts';
import { FOLLOW_UP_RULES } from './follow-up-rules.ts';
import { INTENT_RULES } from './intent-rules.ts';
import { LOCK_RULES } from './lock-rules.ts';
import { REFUND_RULES } from './refund-rules.ts';
import { AT_MS, DECLINE, newIntent, walk, type StoreRule } from './store-bench.ts';

/** What the payment rules rely on, whatever keeps the data: the same list runs on Postgres and on the store in memory. */
export const PAYMENT_STORE_RULES: readonly StoreRule[] = [
  ...INTENT_RULES,
  ...EVENT_RULES,
  ...LOCK_RULES,
  ...REFUND_RULES,
  {
    title: 'the neighbours of a payment are found by folio, number and till, the newest first',
    run: async (bench) => {
      const reservation = { confirmationNumber: 'F1', guestName: null, room: null, arrival: null, departure: null };
      const open = await walk(bench, newIntent(bench, { reservation }), 'dispatched', 'unknown', 'manual_review');
      const paid = await walk(bench, newIntent(bench, { reservation, pmsTransactionNumber: 'Q1' }), 'dispatched', 'approved');
      const numbered = await walk(bench, newIntent(bench, { pmsTransactionNumber: 'Q1', amountMinor: 7n }), 'dispatched');
      const till = await walk(bench, newIntent(bench, { workstation: 'W1', cashier: null }), 'dispatched');
      const same = { propertyId: bench.propertyId, kind: 'sale', amountMinor: 150_000n, currency: 'RUB' } as const;
      const found = await bench.store.transaction([], async (tx) => [
        await tx.openPayments(bench.propertyId, 'F1', null),
        await tx.openPayments(bench.propertyId, 'F1', 'Q1'),
        await tx.openPayments(bench.propertyId, null, null),
        await tx.approvedOfFolio({ ...same, confirmationNumber: 'F1', sinceMs: AT_MS + 2 }),
        await tx.approvedOfFolio({ ...same, confirmationNumber: 'F1', sinceMs: AT_MS + 3 }),
        await tx.approvedOfPmsNumber(bench.propertyId, 'Q1', 'sale'),
        await tx.recentOnTerminal({ ...same, terminalId: bench.terminalIds[0], workstation: 'W1', cashier: null, sinceMs: AT_MS - 1 }),
        await tx.recentOnTerminal({ ...same, terminalId: bench.terminalIds[0], workstation: 'W1', cashier: 'x', sinceMs: AT_MS - 1 }),
        await tx.recentOnTerminal({ ...same, terminalId: bench.terminalIds[0], workstation: 'W1', cashier: null, sinceMs: AT_MS }),
      ]);
      assert.deepEqual(
        found.map((list) => list.map(({ id }) => id)),
        [[open], [numbered, open].sort().reverse(), [], [paid], [], [paid], [till], [], []],
      );
    },
  },
  {
    title: 'a gateway finds what it left open: neither what ended nor what waits for a person',
    run: async (bench) => {
      const unknown = await walk(bench, newIntent(bench), 'dispatched', 'unknown');
      await walk(bench, newIntent(bench), 'dispatched', 'unknown', 'manual_review');
      await walk(bench, newIntent(bench), 'dispatched', 'approved');
      assert.deepEqual(
        (await bench.store.openOfInstance(bench.instanceId)).map(({ id }) => id),
        [unknown],
      );
      assert.deepEqual(await bench.store.openOfInstance('somebody else'), []);
    },
  },
  {
    title: 'a terminal keeps since when it is silent and why it is now, and the latest time it was seen',
    run: async (bench) => {
      const [id] = bench.terminalIds;
      const why = (en: string) => ({ message: { ru: 'Порт', en }, step: null });
      for (const [at, en] of [[0, 'Missing'], [5, 'Held']] as const) await bench.store.markTerminal(id, { reachable: false, atMs: AT_MS + at, why: why(en) }); // prettier-ignore
      const silent = await bench.store.terminal(id);
      assert.deepEqual([silent?.offlineSinceMs, silent?.offlineReason], [AT_MS, why('Held')]);
      for (const at of [9, 7]) await bench.store.markTerminal(id, { reachable: true, atMs: AT_MS + at });
      const terminal = await bench.store.terminal(id);
      assert.deepEqual([terminal?.offlineSinceMs, terminal?.offlineReason, terminal?.lastSeenAtMs], [null, null, AT_MS + 9]);
    },
  },
  {
    title: 'questions are counted, and the terminal is held, as they are written',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched', 'unknown');
      await bench.store.writeBehind(async (tx) => {
        await tx.countRecoveryAttempt(id);
        await tx.saveOutcome(id, { result: null, decline: DECLINE, holdsTerminal: true });
      });
      const payment = await bench.store.find(id);
      assert.deepEqual([payment?.recoveryAttempts, payment?.holdsTerminal, payment?.decline], [1, true, DECLINE]);
    },
  },
  ...FOLLOW_UP_RULES,
  ...ALARM_RULES,
  ...CONTRADICTION_RULES,
];
