import { IntentConflict, type PaymentId, type PaymentTx } from '@payport/domain';
import assert from 'node:assert/strict';
import { meet, violates } from './rule-tools.ts';
import { AT_MS, claimOf, failing, move, newIntent, stop, walk, type StoreRule } from './store-bench.ts';

/** An intent is written whole, once, and its keys are unique. */
export const INTENT_RULES: readonly StoreRule[] = [
  {
    title: 'a transaction that throws leaves nothing behind',
    run: async (bench) => {
      const intent = newIntent(bench);
      const work = bench.store.transaction([], async (tx) => {
        await tx.insert(intent);
        await tx.append(move(intent.id, 1, null, 'accepted'));
        await tx.takeClaim(claimOf(bench, intent.id));
        assert.equal((await tx.find(bench.propertyId, intent.id))?.status, 'accepted', 'it sees its own writes');
        assert.equal(await bench.other.find(intent.id), null, 'nobody else does');
        stop();
      });
      await assert.rejects(work, failing);
      assert.equal(await bench.store.find(intent.id), null);
      assert.equal(await bench.store.transaction([], (tx) => tx.claim(bench.addresses[0])), null);
    },
  },
  {
    title: 'what was committed reads back as it was written',
    run: async (bench) => {
      const reservation = { confirmationNumber: 'C1', guestName: 'Анна', room: null, arrival: null, departure: null };
      const intent = newIntent(bench, { reservation, pmsTransactionNumber: 'P1', cashier: 'front', folio: { window: null, name: null } });
      await walk(bench, intent, 'dispatched');
      const payment = await bench.store.find(intent.id);
      assert.deepEqual({ ...intent, folio: null }, pick(payment, Object.keys(intent)));
      assert.deepEqual(
        pick(payment, [
          'status',
          'lastSeq',
          'stage',
          'holdsTerminal',
          'recoveryAttempts',
          'unknownSinceMs',
          'dispatchedAtMs',
          'updatedAtMs',
          'finalAtMs',
          'result',
          'decline',
          'refundClaimsMinor',
        ]),
        {
          status: 'dispatched',
          lastSeq: 2,
          stage: null,
          holdsTerminal: false,
          recoveryAttempts: 0,
          unknownSinceMs: null,
          dispatchedAtMs: AT_MS + 2,
          updatedAtMs: AT_MS + 2,
          finalAtMs: null,
          result: null,
          decline: null,
          refundClaimsMinor: 0n,
        },
      );
      assert.deepEqual(
        (await bench.store.events(intent.id, 1)).map(({ seq, to }) => [seq, to]),
        [[2, 'dispatched']],
      );
    },
  },
  {
    title: 'a payment without an event cannot be committed',
    run: (bench) =>
      assert.rejects(
        bench.store.transaction([], (tx) => tx.insert(newIntent(bench))),
        violates('payment_has_event'),
      ),
  },
  {
    title: 'the second payment with the same idempotency key is a conflict',
    run: async (bench) => {
      const intent = newIntent(bench);
      await walk(bench, intent, 'dispatched');
      await assert.rejects(walk(bench, newIntent(bench, { idempotencyKey: intent.idempotencyKey })), IntentConflict);
      const found = await bench.store.transaction([], (tx) => tx.byKey(bench.propertyId, intent.idempotencyKey));
      assert.equal(found?.payment?.id, intent.id);
    },
  },
  {
    title: 'two inserts of one key at the same moment: the second waits and is a conflict',
    run: async (bench) => {
      const [intent, twin] = [newIntent(bench), newIntent(bench)];
      const put = (one: typeof intent) => async (tx: PaymentTx) => {
        await tx.insert(one);
        await tx.append(move(one.id, 1, null, 'accepted'));
        await tx.find(bench.propertyId, one.id); // Writes are sent ahead; a read waits for them.
      };
      await assert.rejects(meet(bench, [], put(intent), put({ ...twin, idempotencyKey: intent.idempotencyKey })), IntentConflict);
      assert.equal((await bench.store.find(intent.id))?.status, 'accepted');
      assert.equal(await bench.store.find(twin.id), null);
    },
  },
  {
    title: 'the natural key is unique among payments that did not end without money',
    run: async (bench) => {
      const intent = newIntent(bench, { pmsTransactionNumber: 'N1' });
      const again = (): PaymentId => bench.newId() as PaymentId;
      await walk(bench, intent, 'dispatched');
      await assert.rejects(walk(bench, newIntent(bench, { pmsTransactionNumber: 'N1' })), IntentConflict);
      const key = {
        propertyId: bench.propertyId,
        pmsTransactionNumber: 'N1',
        kind: 'sale',
        terminalId: intent.terminalId,
        amountMinor: intent.amountMinor,
        currency: 'RUB',
      } as const;
      assert.equal((await bench.store.transaction([], (tx) => tx.byNaturalKey(key)))?.id, intent.id);
      await bench.store.transaction([], (tx) => tx.append(move(intent.id, 3, 'dispatched', 'declined')));
      assert.equal(await bench.store.transaction([], (tx) => tx.byNaturalKey(key)), null);
      await walk(bench, newIntent(bench, { pmsTransactionNumber: 'N1', id: again() }), 'dispatched', 'approved');
      await assert.rejects(walk(bench, newIntent(bench, { pmsTransactionNumber: 'N1' })), IntentConflict);
      await walk(bench, newIntent(bench, { pmsTransactionNumber: 'N1', amountMinor: 1n }));
    },
  },
  {
    title: 'one reference names one dispatch of a terminal',
    run: async (bench) => {
      const intent = newIntent(bench);
      await walk(bench, intent, 'dispatched', 'declined');
      await assert.rejects(walk(bench, newIntent(bench, { deviceReference: intent.deviceReference })), IntentConflict);
      await walk(bench, newIntent(bench, { deviceReference: intent.deviceReference, terminalId: bench.terminalIds[1] }));
    },
  },
  {
    title: 'an alias answers its key for ever, and is taken once',
    run: async (bench) => {
      const intent = newIntent(bench);
      await walk(bench, intent, 'dispatched');
      const alias = { propertyId: bench.propertyId, idempotencyKey: bench.newId(), params: { '/amount': '150000' }, createdAtMs: AT_MS };
      await bench.store.transaction([], (tx) => tx.addAlias(alias, intent.id));
      const found = await bench.store.transaction([], (tx) => tx.byKey(bench.propertyId, alias.idempotencyKey));
      assert.equal(found?.payment?.id, intent.id);
      assert.deepEqual(found.params, alias.params);
      await assert.rejects(
        bench.store.transaction([], (tx) => tx.addAlias(alias, intent.id)),
        IntentConflict,
      );
      const page = await bench.store.list({ propertyId: bench.propertyId, idempotencyKey: alias.idempotencyKey, limit: 5 });
      assert.deepEqual(
        page.payments.map(({ id }) => id),
        [intent.id],
      );
    },
  },
];

function pick(from: object | null, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown> | null)?.[name]]));
}
