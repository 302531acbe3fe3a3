import { mayMove, PAYMENT_MOVES, PAYMENT_STATUSES, type PaymentStatus } from '@payport/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, insertEvent, insertPayment, insertPaymentIn } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

/** The shortest way from `accepted` to a status, found in the code's own table. */
function pathTo(target: PaymentStatus): PaymentStatus[] {
  const paths: PaymentStatus[][] = [['accepted']];
  for (const path of paths) {
    const last = path.at(-1)!;
    if (last === target) return path;
    for (const next of PAYMENT_MOVES[last]) if (!paths.some((other) => other.at(-1) === next)) paths.push([...path, next]);
  }
  throw new Error(`no way leads to ${target}`);
}

const statusOf = async (id: string): Promise<unknown> =>
  (await db.app.query('select status, last_seq, stage from payment where id = $1', [id])).rows[0];

describe('moves of a payment', () => {
  it('are the same table in the database and in the code', async () => {
    const { rows } = await db.app.query<{ move: string }>(`select from_status || ' ' || to_status as move from payment_move`);
    const inCode = Object.entries(PAYMENT_MOVES).flatMap(([from, targets]) => targets.map((to) => `${from} ${to}`));
    expect(rows.map((row) => row.move).sort()).toEqual(inCode.sort());
  });

  it.each(PAYMENT_STATUSES)('from %s go only where the table allows, whoever asks', async (from) => {
    const path = pathTo(from);
    for (const pool of [db.app, db.owner]) {
      await inTransaction(pool, async (client) => {
        const payment = await insertPaymentIn(client, db, path);
        for (const to of [...PAYMENT_STATUSES, 'nonsense']) {
          await client.query('savepoint try');
          const moved = await insertEvent(client, { payment, seq: path.length + 1, from, to }).then(
            () => true,
            () => false,
          );
          await client.query('rollback to try');
          expect({ from, to, moved }).toEqual({ from, to, moved: mayMove(from, to as PaymentStatus) });
        }
      });
    }
  });

  it('follow the code in any order of events, and the payment shows the last one that was allowed', async () => {
    const status = fc.constantFrom(...PAYMENT_STATUSES);
    const attempt = fc.record({
      to: status,
      type: fc.constantFrom('state' as const, 'state' as const, 'state' as const, 'stage' as const, 'note' as const),
      skip: fc.constantFrom(0, 0, 0, 0, 1, -1),
      from: fc.option(status, { nil: undefined, freq: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { maxLength: 12 }), async (attempts) => {
        const payment = await insertPayment(db);
        let current: PaymentStatus = 'accepted';
        let last = 1;
        for (const { to, type, skip, from: other } of attempts) {
          const from: PaymentStatus = other ?? current;
          const target: PaymentStatus = type === 'state' ? to : from;
          const allowed =
            skip === 0 && from === current && (type === 'note' || (type === 'state' ? mayMove(from, to) : PAYMENT_MOVES[from].length > 0));
          const done = await insertEvent(db.app, { payment, seq: last + 1 + skip, from, to: target, type }).then(
            () => true,
            () => false,
          );
          expect({ current, from, target, type, skip, done }).toEqual({ current, from, target, type, skip, done: allowed });
          if (allowed) [current, last] = [target, last + 1];
        }
        expect(await statusOf(payment)).toMatchObject({ status: current, last_seq: last });
      }),
      { numRuns: 25 },
    );
  });

  it('never change the status by a stage or a note', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched']);
    for (const type of ['stage', 'note'] as const) {
      await expect(insertEvent(db.app, { payment, seq: 3, from: 'dispatched', to: 'approved', type })).rejects.toMatchObject({
        constraint: 'payment_event_move',
      });
    }
    expect(await statusOf(payment)).toMatchObject({ status: 'dispatched', last_seq: 2 });
  });

  it('show the stage of the device until the next state, and none after the end', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched', 'in_progress']);
    await insertEvent(db.app, { payment, seq: 4, from: 'in_progress', to: 'in_progress', type: 'stage', stage: 'enter_pin' });
    expect(await statusOf(payment)).toMatchObject({ stage: 'enter_pin' });
    await insertEvent(db.app, { payment, seq: 5, from: 'in_progress', to: 'in_progress', type: 'note' });
    expect(await statusOf(payment)).toMatchObject({ stage: 'enter_pin' });
    await insertEvent(db.app, { payment, seq: 6, from: 'in_progress', to: 'approved' });
    const late = insertEvent(db.app, { payment, seq: 7, from: 'approved', to: 'approved', type: 'stage', stage: 'remove_card' });
    await expect(late).rejects.toMatchObject({ constraint: 'payment_event_move' });
    expect(await statusOf(payment)).toMatchObject({ stage: null, last_seq: 6 });
  });
});
