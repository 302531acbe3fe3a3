import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, insertPayment, insertRow, paymentRow } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

describe('a payment', () => {
  it('does not exist without an event', async () => {
    await expect(insertRow(db.app, 'payment', paymentRow(db))).rejects.toMatchObject({ constraint: 'payment_has_event' });
  });

  it.each([{ status: 'approved' }, { last_seq: 3 }, { final_at: new Date() }])('cannot be inserted as if it had a history: %o', async (forged) => {
    await expect(insertRow(db.app, 'payment', paymentRow(db, forged))).rejects.toMatchObject({ constraint: 'payment_starts_accepted' });
  });

  it.each([[`status = 'approved'`], [`last_seq = 7`], [`final_at = now()`], [`status = 'failed', last_seq = 2, final_at = now()`]])(
    'does not change its state without an event, not even for the owner: %s',
    async (change) => {
      const payment = await insertPayment(db);
      await expect(db.owner.query(`update payment set ${change} where id = $1`, [payment])).rejects.toMatchObject({
        constraint: 'payment_status_by_event',
      });
      await expect(db.app.query(`update payment set ${change} where id = $1`, [payment])).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each([
    [`amount_minor = 1`],
    [`currency = 'USD'`],
    [`kind = 'capture'`],
    [`terminal_id = gen_random_uuid()`],
    [`idempotency_key = 'other'`],
    [`params_hash = '\\x00'`],
    [`pms_transaction_number = '7'`],
    [`confirmation_number = 'RMS1'`],
    [`device_reference = 'other'`],
    [`original_payment_id = id`],
    [`original_rrn = '1'`],
    [`confirmation = 'pms'`],
    [`demo = true`],
    [`created_at = now() + interval '1 day'`],
    [`expires_at = now() + interval '1 day'`],
  ])('keeps what was asked for, not even the owner changes it: %s', async (change) => {
    const payment = await insertPayment(db);
    await expect(db.owner.query(`update payment set ${change} where id = $1`, [payment])).rejects.toMatchObject({
      constraint: 'payment_intent_immutable',
    });
  });

  it('takes its result while it runs, and keeps it once it is final', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched']);
    const save = (rrn: string): Promise<unknown> =>
      db.app.query(`update payment set approved_amount_minor = 150000, rrn = $2, slip = 'slip', decline = null where id = $1`, [payment, rrn]);
    await save('527800000001');
    await save('527800000002');
    await db.app.query(`insert into payment_event values ($1, 3, now(), 'state', 'dispatched', 'approved', null, 'answer', 'test')`, [payment]);
    await expect(save('527800000003')).rejects.toMatchObject({ constraint: 'payment_final_result' });
    await save('527800000002');
    expect((await db.app.query('select rrn from payment where id = $1', [payment])).rows).toEqual([{ rrn: '527800000002' }]);
  });

  it.each([
    ['a sale of a negative amount', { amount_minor: -1n }],
    ['a refund of a positive amount', { kind: 'refund', amount_minor: 1n }],
    ['nothing', { amount_minor: 0n }],
    ['a sale that expires', { expires_at: new Date(Date.now() + 60_000) }],
    ['a reservation that is over before it begins', { kind: 'preauthorization', expires_at: new Date(0) }],
    ['an unknown kind', { kind: 'gift' }],
    ['a currency that is no code', { currency: 'rub' }],
  ])('is never %s', async (_, wrong) => {
    await expect(insertRow(db.app, 'payment', paymentRow(db, wrong))).rejects.toMatchObject({ code: '23514' });
  });

  it('is never deleted, not even by the owner', async () => {
    const payment = await insertPayment(db, ['accepted', 'failed']);
    await expect(db.owner.query('delete from payment where id = $1', [payment])).rejects.toMatchObject({ message: 'payments are never deleted' });
  });

  it('does not believe a table that only looks like ours', async () => {
    const payment = await insertPayment(db);
    const forged = inTransaction(db.owner, async (client) => {
      await client.query(`create temp table payment_move (from_status text, to_status text) on commit drop`);
      await client.query(`insert into payment_move values ('accepted', 'approved')`);
      await client.query(`set local search_path = pg_temp, public`);
      await client.query(`insert into public.payment_event values ($1, 2, now(), 'state', 'accepted', 'approved', null, 'forged', 'test')`, [
        payment,
      ]);
    });
    await expect(forged).rejects.toMatchObject({ constraint: 'payment_event_move' });
  });
});
