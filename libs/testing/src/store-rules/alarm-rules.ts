import type { NewCodeAlarm, NewPaymentAlarm, PaymentAlarmKind, PaymentId } from '@payport/domain';
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
    title: 'a code of a terminal is told while another one of it is open, and by two transactions at the same time',
    run: async (bench) => {
      const codeAlarm = (code: string, sinceMs = AT_MS): NewCodeAlarm => ({
        id: bench.newId(),
        propertyId: bench.propertyId,
        terminalId: bench.terminalIds[0],
        code,
        kind: 'unmapped_code',
        severity: 'warning',
        text: { ru: 'Код', en: 'A code' },
        sinceMs,
      });
      await Promise.all([
        bench.store.transaction([], async (tx) => {
          await tx.raiseCodeAlarm(codeAlarm('5999'));
          await tx.raiseCodeAlarm(codeAlarm('6001'));
        }),
        bench.other.transaction([], (tx) => tx.raiseCodeAlarm(codeAlarm('5999'))),
      ]);
      await bench.store.transaction([], (tx) => tx.raiseCodeAlarm(codeAlarm('5999', AT_MS + 86_400_000)));
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
