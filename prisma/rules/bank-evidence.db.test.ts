import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment, insertRow, paymentRow } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const row = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  property_id: db.propertyId,
  source: 'registry.csv',
  source_line: randomUUID(),
  kind: 'sale',
  state: 'captured',
  amount_minor: 150_000n,
  currency: 'RUB',
  rrn: '601512345678',
  business_day: '2026-01-15',
  ...over,
});
const line = async (over: Record<string, unknown> = {}): Promise<string> => {
  const values = row(over);
  await insertRow(db.app, 'bank_operation', values);
  return String(values['source_line']);
};
const change = (of: RulesDatabase['app'], what: string, number: string): Promise<unknown> =>
  of.query(`update bank_operation set ${what} where source_line = $1`, [number]);

describe('a line of the bank', () => {
  it('is added once, whoever imports the file again', async () => {
    const number = await line();
    await expect(line({ source_line: number })).rejects.toMatchObject({ constraint: 'bank_operation_line' });
    await line({ source_line: number, source: 'another file' });
  });

  it('says for ever what it says: also the owner of the tables changes nothing and deletes nothing', async () => {
    const number = await line();
    for (const what of ['amount_minor = 1', `state = 'reversed'`, 'rrn = null', `business_day = '2026-01-16'`]) {
      await expect(change(db.app, what, number), what).rejects.toMatchObject({ code: '42501' });
      await expect(change(db.owner, what, number), what).rejects.toMatchObject({ constraint: 'bank_operation_kept' });
    }
    await expect(db.owner.query('delete from bank_operation where source_line = $1', [number])).rejects.toMatchObject({ code: '42501' });
  });

  it('is considered, and withdrawn for good', async () => {
    const number = await line();
    await change(db.app, 'considered_at = now()', number);
    await change(db.app, 'withdrawn_at = now()', number);
    await expect(change(db.app, 'withdrawn_at = null', number)).rejects.toMatchObject({ constraint: 'bank_operation_withdrawn' });
  });

  it('holds no whole card number, no amount without a direction of its own, no unknown word', async () => {
    await line({ card_mask: '411111******1111' });
    for (const wrong of [{ card_mask: '4111111111111111' }, { amount_minor: -1n }, { amount_minor: 0n }, { kind: 'other' }, { state: 'maybe' }]) {
      await expect(
        line(wrong),
        JSON.stringify(wrong, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
      ).rejects.toMatchObject({
        code: '23514',
      });
    }
  });
});

describe('a contradiction', () => {
  const AT = new Date('2026-01-16T10:00:00Z');
  const show = (payment: string, minor: bigint | null, at: Date | null): Promise<unknown> =>
    db.app.query(
      `update payment set contradiction_source = $2, contradiction_evidence = $3, contradiction_at = $4, contradiction_minor = $5 where id = $1`,
      [payment, at && 'registry', at && { ru: 'да', en: 'yes' }, at, minor],
    );
  const told = (payment: string, minor: bigint): Promise<void> =>
    insertRow(db.app, 'payment_event', {
      payment_id: payment,
      seq: 4,
      at: AT,
      type: 'note',
      from_status: 'declined',
      to_status: 'declined',
      cause: 'contradicted',
      actor: 'recovery',
      evidence: { source: 'registry', provenMinor: minor.toString() },
    });

  it('stands beside the final state and is never taken back', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched', 'declined']);
    await told(payment, 150_000n);
    await show(payment, 150_000n, AT);
    await expect(show(payment, null, null)).rejects.toMatchObject({ constraint: 'payment_contradiction_kept' });
    await expect(show(payment, 150_000n, new Date(AT.getTime() - 1))).rejects.toMatchObject({ constraint: 'payment_contradiction_kept' });
    const { rows } = await db.app.query('select status, contradiction_minor from payment where id = $1', [payment]);
    expect(rows).toEqual([{ status: 'declined', contradiction_minor: '150000' }]);
  });

  it('proves no other sum than its event', async () => {
    const payment = await insertPayment(db, ['accepted', 'dispatched', 'declined']);
    await told(payment, 100n);
    await expect(show(payment, 150_000n, AT)).rejects.toMatchObject({ constraint: 'payment_contradiction_by_event' });
  });

  it('is there of no payment that is new', async () => {
    const contradicted = { contradiction_source: 'registry', contradiction_evidence: {}, contradiction_at: AT, contradiction_minor: 1n };
    await expect(insertRow(db.app, 'payment', paymentRow(db, contradicted))).rejects.toMatchObject({ constraint: 'payment_contradiction_by_event' });
  });
});
