import {
  IntentConflict,
  PAYMENT_MOVES,
  PAYMENT_STATUSES,
  type DeviceAddress,
  type PaymentEvent,
  type PaymentId,
  type PaymentTx,
} from '@payport/domain';
import assert from 'node:assert/strict';
import { ALARM_RULES } from './alarm-rules.ts';
import { CONTRADICTION_RULES } from './contradiction-rules.ts';
import { FOLLOW_UP_RULES } from './follow-up-rules.ts';
import { AT_MS, DECLINE, move, newIntent, RESULT, walk, type StoreBench, type StoreRule } from './store-bench.ts';

const claimOf = (bench: StoreBench, paymentId: PaymentId, address: DeviceAddress = bench.addresses[0]) => ({
  address,
  terminalId: bench.terminalIds[0],
  holder: 'payment' as const,
  paymentId,
  commandId: null,
  cashier: null,
  instanceId: bench.instanceId,
  takenAtMs: AT_MS,
});

const failing = { name: 'Error', message: 'stop here' };
const stop = (): never => {
  throw new Error(failing.message);
};

const violates =
  (constraint: string) =>
  (error: unknown): boolean => {
    assert.equal((error as { code?: unknown }).code, '23514', String(error));
    assert.equal((error as { constraint?: unknown }).constraint, constraint);
    return true;
  };

/** Two transactions of which the second begins while the first is held open. Gives what each of them did, in order. */
async function meet(
  bench: StoreBench,
  locks: readonly string[],
  first: (tx: PaymentTx) => Promise<unknown>,
  second: (tx: PaymentTx) => Promise<unknown>,
): Promise<string[]> {
  const order: string[] = [];
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const one = bench.store.transaction(locks, async (tx) => {
    await first(tx);
    open();
    // Some statements' time, in which the other one could overtake if nothing held it.
    for (let i = 0; i < 20; i += 1) await tx.claim(bench.addresses[1]);
    order.push('first');
  });
  await opened;
  const two = bench.other.transaction(locks, async (tx) => {
    await second(tx);
    order.push('second');
  });
  await Promise.allSettled([one, two]);
  await one;
  await two;
  return order;
}

/** What the payment rules rely on, whatever keeps the data: the same list runs on Postgres and on the store in memory. */
export const PAYMENT_STORE_RULES: readonly StoreRule[] = [
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
      assert.deepEqual(await meet(bench, [], nothing, nothing), ['second', 'first']);
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

function pick(from: object | null, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown> | null)?.[name]]));
}
