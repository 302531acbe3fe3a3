import type { PaymentTx } from '@payport/domain';
import assert from 'node:assert/strict';
import { meet } from './rule-tools.ts';
import { move, newIntent, RESULT, walk, type StoreRule } from './store-bench.ts';

/** What goes back counts against what was taken. */
export const REFUND_RULES: readonly StoreRule[] = [
  {
    title: 'refunds count against their original from the moment they are asked for, until they are proven to have failed',
    run: async (bench) => {
      const reservation = { confirmationNumber: 'R1', guestName: null, room: null, arrival: null, departure: null };
      const original = await walk(bench, newIntent(bench, { reservation }), 'dispatched', 'approved');
      const refund = (amountMinor: bigint) =>
        newIntent(bench, {
          kind: 'refund',
          amountMinor,
          original: { paymentId: original, rrn: null, authCode: null, date: null, linkedBy: 'payment_id', kind: 'sale' },
        });
      await walk(bench, refund(-100n), 'dispatched', 'approved');
      await walk(bench, refund(-20n), 'dispatched', 'unknown');
      await walk(bench, refund(-3n), 'dispatched', 'declined');
      const counted = await bench.store.find(original);
      assert.deepEqual([counted?.refundedMinor, counted?.refundClaimsMinor], [100n, 120n]);
      const [byRrn, byFolio, foreign, taken, strange] = await bench.store.transaction([], async (tx) => {
        const own = refund(-4n);
        await tx.insert(own);
        await tx.append(move(own.id, 1, null, 'accepted'));
        return [
          await tx.originalsByRrn(bench.propertyId, RESULT.rrn ?? ''),
          await tx.originalsByConfirmation(bench.propertyId, 'R1', 'RUB'),
          await tx.originalsByConfirmation(bench.propertyId, 'R1', 'EUR'),
          await tx.takenByRrn(bench.propertyId, RESULT.rrn ?? ''),
          await tx.takenByRrn(bench.propertyId, '000000000000'),
        ];
      });
      assert.deepEqual([byRrn.map((one) => one.refundClaimsMinor), byFolio.map(({ id }) => id), foreign], [[124n], [original], []]);
      assert.deepEqual([taken.map(({ id }) => id), strange], [[original], []]);
    },
  },
  {
    title: 'refunds by a bank reference that is none of ours are found by it, but for those that moved no money',
    run: async (bench) => {
      const link = { paymentId: null, authCode: null, date: null, linkedBy: 'rrn', kind: null } as const;
      const refund = (rrn: string) => newIntent(bench, { kind: 'refund', amountMinor: -100n, original: { ...link, rrn } });
      const approved = await walk(bench, refund('777777777777'), 'dispatched', 'approved');
      await walk(bench, refund('777777777777'), 'dispatched', 'declined');
      const open = await walk(bench, refund('777777777777'), 'dispatched', 'unknown');
      await walk(bench, refund('888888888888'), 'dispatched', 'approved');
      const found = await bench.store.transaction([], (tx) => tx.refundsOfForeignRrn(bench.propertyId, '777777777777'));
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([open, approved]));
    },
  },
  {
    title: 'two refunds of one payment cannot both see what is left of it',
    run: async (bench) => {
      const original = await walk(bench, newIntent(bench), 'dispatched', 'approved');
      const seen: bigint[] = [];
      const take = async (tx: PaymentTx): Promise<void> => {
        const locked = await tx.lock(original);
        seen.push(locked?.refundClaimsMinor ?? -1n);
        const intent = newIntent(bench, {
          kind: 'refund',
          amountMinor: -150_000n,
          original: { paymentId: original, rrn: null, authCode: null, date: null, linkedBy: 'payment_id', kind: 'sale' },
        });
        await tx.insert(intent);
        await tx.append(move(intent.id, 1, null, 'accepted'));
      };
      await meet(bench, [], take, take);
      assert.deepEqual(seen, [0n, 150_000n]);
    },
  },
];
