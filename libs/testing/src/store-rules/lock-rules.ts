import type { DeviceAddress, PaymentId, PaymentTx } from '@payport/domain';
import assert from 'node:assert/strict';
import { LONG_ENOUGH, meet } from './rule-tools.ts';
import { claimOf, move, newIntent, walk, type StoreRule } from './store-bench.ts';

/** Whoever speaks to a device or decides about a payment is alone with it. */
export const LOCK_RULES: readonly StoreRule[] = [
  {
    title: 'a device has one claim, whose token grows, and a released device is free',
    run: async (bench) => {
      const [one, two] = [await walk(bench, newIntent(bench), 'dispatched'), await walk(bench, newIntent(bench), 'dispatched')];
      const take = (id: PaymentId, address?: DeviceAddress) => bench.store.transaction([], (tx) => tx.takeClaim(claimOf(bench, id, address)));
      const first = await take(one);
      assert.ok(first !== null);
      assert.equal(await take(two), null);
      assert.ok(((await take(two, bench.addresses[1])) ?? 0n) > first);
      await assert.rejects(take(one, 'another:device' as DeviceAddress));
      assert.equal((await bench.store.transaction([], (tx) => tx.claimOfPayment(one)))?.address, bench.addresses[0]);
      await bench.store.transaction([], (tx) => tx.releaseClaim(one));
      await bench.store.transaction([], (tx) => tx.releaseClaim(two));
      assert.equal(await bench.store.transaction([], (tx) => tx.claim(bench.addresses[0])), null);
      assert.ok(((await take(two)) ?? 0n) > first);
    },
  },
  {
    title: 'two that take a device at the same moment: the second waits and gets nothing',
    run: async (bench) => {
      const [one, two] = [await walk(bench, newIntent(bench), 'dispatched'), await walk(bench, newIntent(bench), 'dispatched')];
      let second: bigint | null = 1n;
      const order = await meet(
        bench,
        [],
        (tx) => tx.takeClaim(claimOf(bench, one)),
        async (tx) => (second = await tx.takeClaim(claimOf(bench, two))),
      );
      assert.deepEqual(order, ['first', 'second']);
      assert.equal(second, null);
    },
  },
  {
    title: 'advisory locks keep two transactions apart; other names do not',
    run: async (bench) => {
      const nothing = (tx: PaymentTx): Promise<unknown> => tx.claim(bench.addresses[0]);
      assert.deepEqual(await meet(bench, ['folio:1', 'pms:2'], nothing, nothing), ['first', 'second']);
      assert.deepEqual(await meet(bench, [], nothing, nothing, LONG_ENOUGH), ['second', 'first']);
    },
  },
  {
    title: 'a locked payment reads as the one before left it',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched');
      let seen = '';
      const order = await meet(
        bench,
        [],
        async (tx) => {
          await tx.lock(id);
          await tx.append(move(id, 3, 'dispatched', 'in_progress'));
        },
        async (tx) => (seen = (await tx.lock(id))?.status ?? ''),
      );
      assert.deepEqual([order, seen], [['first', 'second'], 'in_progress']);
    },
  },
];
