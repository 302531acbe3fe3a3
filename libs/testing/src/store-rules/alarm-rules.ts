import type { NewPaymentAlarm, PaymentAlarmKind, PaymentId } from '@payport/domain';
import assert from 'node:assert/strict';
import { AT_MS, move, newIntent, walk, type StoreBench, type StoreRule } from './store-bench.ts';

const alarm = (bench: StoreBench, paymentId: PaymentId, kind: PaymentAlarmKind = 'payment_in_review'): NewPaymentAlarm => ({
  id: bench.newId(),
  propertyId: bench.propertyId,
  paymentId,
  kind,
  severity: 'critical',
  text: { ru: 'Проверьте', en: 'Look at it' },
  sinceMs: AT_MS,
});

/** Alarms about payments. What is open is seen by raising once more: that must not fail, and changes nothing. */
export const ALARM_RULES: readonly StoreRule[] = [
  {
    title: 'an alarm of a payment may be raised again, cleared, and raised anew; those of other payments and kinds stay',
    run: async (bench) => {
      const [one, other] = [await walk(bench, newIntent(bench), 'dispatched'), await walk(bench, newIntent(bench), 'dispatched')];
      await bench.store.transaction([], async (tx) => {
        await tx.raisePaymentAlarm(alarm(bench, one));
        await tx.raisePaymentAlarm(alarm(bench, one));
        await tx.raisePaymentAlarm(alarm(bench, one, 'undo_failed'));
        await tx.raisePaymentAlarm(alarm(bench, other));
      });
      await bench.other.transaction([], (tx) => tx.clearPaymentAlarms(one, ['payment_in_review'], AT_MS + 1));
      await bench.store.transaction([], async (tx) => {
        await tx.raisePaymentAlarm(alarm(bench, one));
        await tx.clearPaymentAlarms(other, ['undo_failed'], AT_MS + 2);
      });
    },
  },
  {
    title: 'two transactions raise the same alarm at the same time, and neither fails',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched');
      const raise = (store: StoreBench['store'], seq: number): Promise<void> =>
        store.transaction([], async (tx) => {
          await tx.raisePaymentAlarm(alarm(bench, id));
          if (seq > 0) await tx.append(move(id, seq, 'dispatched', 'in_progress'));
        });
      await Promise.all([raise(bench.store, 3), raise(bench.other, 0)]);
      assert.equal((await bench.store.find(id))?.status, 'in_progress');
    },
  },
];
