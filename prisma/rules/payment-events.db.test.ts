import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, insertEvent, insertPayment, insertRow, paymentRow } from './payment-rows.ts';
import { insertTerminal, rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const CHANGES = [
  'update payment_event set cause = cause',
  'update payment_event set evidence = \'{"forged": true}\' where payment_id = $1',
  'delete from payment_event where payment_id = $1',
  'delete from payment_event',
  'truncate payment_event',
  'truncate payment cascade',
];
const run = (pool: RulesDatabase['app'], sql: string, id: string): Promise<unknown> => pool.query(sql, sql.includes('$1') ? [id] : []);

describe('events of a payment', () => {
  it.each(CHANGES)('cannot be touched by the owner: %s', async (sql) => {
    const payment = await insertPayment(db, ['accepted', 'failed']);
    await expect(run(db.owner, sql, payment)).rejects.toMatchObject({ message: 'payment events are never changed or deleted', code: '42501' });
    expect((await db.app.query('select from payment_event where payment_id = $1', [payment])).rowCount).toBe(2);
  });

  it.each(CHANGES)('cannot be touched by the gateway, already for want of a right: %s', async (sql) => {
    const payment = await insertPayment(db, ['accepted', 'failed']);
    await expect(run(db.app, sql, payment)).rejects.toMatchObject({
      message: expect.stringMatching(/^permission denied for table payment/),
      code: '42501',
    });
  });

  it('have no gaps and no second of the same number', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched']);
    for (const seq of [1, 2, 4, 0, -1]) {
      await expect(insertEvent(db.app, { payment, seq, from: 'dispatched', to: 'in_progress' })).rejects.toMatchObject({
        constraint: expect.stringMatching(/^payment_event_(sequence|pkey)$/),
      });
    }
    await insertEvent(db.app, { payment, seq: 3, from: 'dispatched', to: 'in_progress' });
  });

  it('are serialized: of two that were decided on the same status one is refused', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched', 'in_progress']);
    const outcomes = await Promise.allSettled(
      (['approved', 'declined', 'cancelled', 'unknown'] as const).map((to) => insertEvent(db.app, { payment, seq: 4, from: 'in_progress', to })),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect((await db.app.query('select last_seq from payment where id = $1', [payment])).rows).toEqual([{ last_seq: 4 }]);
  });

  it.each([
    ['a state later than accepted', { to: 'approved', from: null, type: 'state' }],
    ['a note', { to: 'accepted', from: null, type: 'note' }],
    ['a move', { to: 'accepted', from: 'accepted', type: 'state' }],
  ] as const)('do not begin with %s', async (_, event) => {
    const row = paymentRow(db);
    const begun = inTransaction(db.app, async (client) => {
      await insertRow(client, 'payment', row);
      await insertEvent(client, { payment: row.id, seq: 1, ...event });
    });
    await expect(begun).rejects.toMatchObject({ constraint: 'payment_event_first' });
  });

  it('belong to a payment', async () => {
    const event = insertEvent(db.app, { payment: '00000000-0000-7000-8000-000000000000', seq: 1, from: null, to: 'accepted' });
    await expect(event).rejects.toMatchObject({ code: '23503' });
  });

  it('set the moments that the payment shows: dispatched, first unknown, final', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched', 'unknown', 'manual_review', 'unknown', 'approved']);
    const { rows } = await db.app.query(
      `select p.dispatched_at = e2.at as dispatched, p.unknown_since = e3.at as unknown, p.final_at = e6.at as final, p.updated_at >= e6.at as updated
       from payment p join payment_event e2 on e2.payment_id = p.id and e2.seq = 2 join payment_event e3 on e3.payment_id = p.id and e3.seq = 3
       join payment_event e6 on e6.payment_id = p.id and e6.seq = 6 where p.id = $1`,
      [payment],
    );
    expect(rows).toEqual([{ dispatched: true, unknown: true, final: true, updated: true }]);
  });

  it('of a demonstration may be removed by the owner who says so, and of nothing else', async () => {
    const demoTerminal = await insertTerminal(db.app, db.propertyId, { address: 'host:/simulated', demo: true });
    const demo = await insertPayment(db, ['accepted', 'failed'], { terminal_id: demoTerminal });
    const real = await insertPayment(db, ['accepted', 'failed'], { demo: true });
    const remove = (payment: string): Promise<unknown> =>
      inTransaction(db.owner, async (client) => {
        await client.query(`set local payport.demo_reset = 'on'`);
        await client.query('delete from payment_event where payment_id = $1', [payment]);
        await client.query('delete from payment where id = $1', [payment]);
      });
    await expect(remove(real)).rejects.toMatchObject({ code: '42501' });
    await expect(db.owner.query('delete from payment_event where payment_id = $1', [demo])).rejects.toMatchObject({ code: '42501' });
    await remove(demo);
    expect((await db.app.query('select id from payment where id in ($1, $2)', [demo, real])).rows).toEqual([{ id: real }]);
  });
});
