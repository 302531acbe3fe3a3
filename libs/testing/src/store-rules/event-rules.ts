import { PAYMENT_MOVES, PAYMENT_STATUSES, type PaymentEvent, type PaymentTx } from '@payport/domain';
import assert from 'node:assert/strict';
import { violates } from './rule-tools.ts';
import { AT_MS, DECLINE, move, newIntent, RESULT, walk, type StoreRule } from './store-bench.ts';

/** What happened is written in sequence, along the table of moves. */
export const EVENT_RULES: readonly StoreRule[] = [
  {
    title: 'a payment moves along the table of moves and along no other',
    run: async (bench) => {
      for (const [path, from] of PATHS) {
        for (const to of PAYMENT_STATUSES) {
          const intent = newIntent(bench);
          await walk(bench, intent, ...path);
          const moved = bench.store.transaction([], (tx) => tx.append(move(intent.id, path.length + 2, from, to)));
          if (PAYMENT_MOVES[from].includes(to)) await moved;
          else await assert.rejects(moved, violates('payment_event_move'), `${from} -> ${to}`);
          assert.equal((await bench.store.find(intent.id))?.status, PAYMENT_MOVES[from].includes(to) ? to : from);
        }
      }
    },
  },
  {
    title: 'events come in sequence, from the state that the payment is in, and the first accepts it',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched');
      const append = (...events: readonly PaymentEvent[]) => bench.store.transaction([], (tx) => tx.append(...events));
      await assert.rejects(append(move(id, 4, 'dispatched', 'in_progress')), violates('payment_event_sequence'));
      await assert.rejects(append(move(id, 2, 'accepted', 'dispatched')), { code: '23505' }, 'one event a number');
      await assert.rejects(append(move(id, 3, 'accepted', 'dispatched')), violates('payment_event_from'));
      await assert.rejects(append({ ...move(id, 3, 'dispatched', 'approved'), type: 'note' }), violates('payment_event_move'));
      const intent = newIntent(bench);
      const first = bench.store.transaction([], async (tx) => {
        await tx.insert(intent);
        await tx.append(move(intent.id, 1, null, 'dispatched'));
      });
      await assert.rejects(first, violates('payment_event_first'));
      assert.equal((await bench.store.find(id))?.lastSeq, 2);
    },
  },
  {
    title: 'after the end there are notes, and neither stages nor another result',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched', 'approved');
      const write = (work: (tx: PaymentTx) => Promise<void>) => bench.store.transaction([], work);
      await assert.rejects(
        write((tx) => tx.append({ ...move(id, 4, 'approved', 'approved'), type: 'stage' })),
        violates('payment_event_move'),
      );
      await assert.rejects(
        write((tx) => tx.saveOutcome(id, { result: null, decline: null, holdsTerminal: false })),
        violates('payment_final_result'),
      );
      await assert.rejects(
        write((tx) => tx.saveOutcome(id, { result: RESULT, decline: DECLINE, holdsTerminal: false })),
        violates('payment_final_result'),
      );
      await write((tx) => tx.saveOutcome(id, { result: RESULT, decline: null, holdsTerminal: false }));
      await write((tx) => tx.append({ ...move(id, 4, 'approved', 'approved'), type: 'note' }));
      const payment = await bench.store.find(id);
      assert.deepEqual([payment?.status, payment?.lastSeq, payment?.finalAtMs, payment?.result?.rrn], ['approved', 4, AT_MS + 3, RESULT.rrn]);
    },
  },
  {
    title: 'the projection keeps when a payment became unknown first, and its stage until the next move',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched', 'in_progress');
      const write = (...events: readonly PaymentEvent[]) => bench.store.transaction([], (tx) => tx.append(...events));
      await write({ ...move(id, 4, 'in_progress', 'in_progress'), type: 'stage', stage: 'enter_pin' });
      assert.equal((await bench.store.find(id))?.stage, 'enter_pin');
      await write({ ...move(id, 5, 'in_progress', 'in_progress'), type: 'note' });
      assert.equal((await bench.store.find(id))?.stage, 'enter_pin');
      await write(move(id, 6, 'in_progress', 'unknown', AT_MS + 100));
      await write(move(id, 7, 'unknown', 'manual_review', AT_MS + 200), move(id, 8, 'manual_review', 'unknown', AT_MS + 50));
      const payment = await bench.store.find(id);
      assert.deepEqual([payment?.stage, payment?.unknownSinceMs, payment?.updatedAtMs, payment?.finalAtMs], [null, AT_MS + 100, AT_MS + 200, null]);
    },
  },
];

/** A way to each state that has one, and the state. */
const PATHS = (
  [
    [[], 'accepted'],
    [['dispatched'], 'dispatched'],
    [['dispatched', 'in_progress'], 'in_progress'],
    [['dispatched', 'cancelling'], 'cancelling'],
    [['dispatched', 'held'], 'held'],
    [['dispatched', 'approved'], 'approved'],
    [['dispatched', 'declined'], 'declined'],
    [['dispatched', 'cancelled'], 'cancelled'],
    [['failed'], 'failed'],
    [['dispatched', 'unknown'], 'unknown'],
    [['dispatched', 'held', 'reversing'], 'reversing'],
    [['dispatched', 'held', 'reversing', 'reversed'], 'reversed'],
    [['dispatched', 'held', 'reversing', 'reversal_unknown'], 'reversal_unknown'],
    [['dispatched', 'unknown', 'manual_review'], 'manual_review'],
  ] as const
).map(([path, last]) => [path, last] as const);
