import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment, insertRow, paymentRow } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const AT = new Date('2026-11-24T10:00:00Z');
const LATER = new Date('2026-11-24T11:00:00Z');

const report = (payment: string, seq: number, number: string, at: Date): Promise<void> =>
  insertRow(db.app, 'payment_event', {
    payment_id: payment,
    seq,
    at,
    type: 'note',
    from_status: 'approved',
    to_status: 'approved',
    cause: 'folio_posted',
    actor: 'pms:Sonata',
    evidence: { postingNumber: number },
  });
const show = (payment: string, number: string | null, at: Date | null): Promise<unknown> =>
  db.app.query('update payment set posting_number = $2, posted_at = $3, posting_reported_at = $3 where id = $1', [payment, number, at]);
const approved = (): Promise<string> => insertPayment(db, ['accepted', 'dispatched', 'approved']);

describe('a posting of the hotel system', () => {
  it('is shown on a final payment, and a later report replaces it', async () => {
    const payment = await approved();
    await report(payment, 4, 'F-1', AT);
    await show(payment, 'F-1', AT);
    await report(payment, 5, 'F-2', LATER);
    await show(payment, 'F-2', LATER);
    const { rows } = await db.app.query('select posting_number, status from payment where id = $1', [payment]);
    expect(rows).toEqual([{ posting_number: 'F-2', status: 'approved' }]);
  });

  it('does not exist without the event that reports it', async () => {
    const payment = await approved();
    await expect(show(payment, 'F-1', AT)).rejects.toMatchObject({ constraint: 'payment_posting_by_event' });
    await report(payment, 4, 'F-1', AT);
    await expect(show(payment, 'F-2', AT)).rejects.toMatchObject({ constraint: 'payment_posting_by_event' });
    await expect(show(payment, 'F-1', LATER)).rejects.toMatchObject({ constraint: 'payment_posting_by_event' });
    const posted = paymentRow(db, { posting_number: 'F-1', posted_at: AT, posting_reported_at: AT });
    await expect(insertRow(db.app, 'payment', posted)).rejects.toMatchObject({ constraint: 'payment_posting_by_event' });
  });

  it('is never taken back, and never by an older report, not even by the owner', async () => {
    const payment = await approved();
    await report(payment, 4, 'F-1', AT);
    await report(payment, 5, 'F-2', LATER);
    await show(payment, 'F-2', LATER);
    await expect(show(payment, null, null)).rejects.toMatchObject({ constraint: 'payment_posting_kept' });
    await expect(show(payment, 'F-1', AT)).rejects.toMatchObject({ constraint: 'payment_posting_kept' });
    const erase = 'update payment set posting_number = null, posted_at = null, posting_window = null, posting_reported_at = null where id = $1';
    await expect(db.owner.query(erase, [payment])).rejects.toMatchObject({ constraint: 'payment_posting_kept' });
  });

  it.each([
    [`posting_number = ''`, 'payment_posting_number_check'],
    [`posted_at = null`, 'payment_posting'],
  ])('is whole: %s', async (change, constraint) => {
    const payment = await approved();
    await report(payment, 4, change.includes(`''`) ? '' : 'F-1', AT);
    const whole = `update payment set posting_number = 'F-1', posted_at = now(), posting_reported_at = $2`;
    const changed = change.startsWith('posting_number')
      ? whole.replace(`posting_number = 'F-1'`, change)
      : whole.replace('posted_at = now()', change);
    await expect(db.app.query(`${changed} where id = $1`, [payment, AT])).rejects.toMatchObject({ constraint });
  });
});
