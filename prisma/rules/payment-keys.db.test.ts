import { ENDED_WITHOUT_MONEY, PAYMENT_STATUSES, type PaymentStatus } from '@payport/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment } from './payment-rows.ts';
import { insertTerminal, rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const ENDS: Readonly<Partial<Record<PaymentStatus, readonly PaymentStatus[]>>> = {
  declined: ['accepted', 'dispatched', 'declined'],
  cancelled: ['accepted', 'cancelled'],
  failed: ['accepted', 'failed'],
  reversed: ['accepted', 'dispatched', 'held', 'reversing', 'reversed'],
};

describe('the keys of a payment', () => {
  it('let one idempotency key begin one payment of a property, also when many come at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => insertPayment(db, ['accepted'], { idempotency_key: 'K-1' })));
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(refused).toHaveLength(7);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: '23505', constraint: 'payment_idempotency' });
  });

  it('keep an idempotency key for ever, however the payment ended', async () => {
    await insertPayment(db, ['accepted', 'failed'], { idempotency_key: 'K-2' });
    await expect(insertPayment(db, ['accepted'], { idempotency_key: 'K-2' })).rejects.toMatchObject({ constraint: 'payment_idempotency' });
  });

  it('let one PMS number, kind, terminal and amount be one payment', async () => {
    const natural = { pms_transaction_number: 'T-1' };
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => insertPayment(db, ['accepted'], natural)));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    const otherTerminal = await insertTerminal(db.app, db.propertyId, { address: 'host:/other' });
    await insertPayment(db, ['accepted'], { ...natural, amount_minor: 150_001n });
    await insertPayment(db, ['accepted'], { ...natural, terminal_id: otherTerminal });
    await insertPayment(db, ['accepted'], { ...natural, kind: 'refund', amount_minor: -150_000n });
  });

  it.each(PAYMENT_STATUSES)('free the PMS number after %s only if it ended without money', async (status) => {
    const natural = { pms_transaction_number: `after-${status}` };
    const path = ENDS[status];
    if (path) {
      await insertPayment(db, path, natural);
      await expect(insertPayment(db, ['accepted'], natural)).resolves.toBeTypeOf('string');
    } else {
      const { rows } = await db.app.query<{ definition: string }>(`select pg_get_indexdef('payment_natural_key'::regclass) as definition`);
      expect(rows[0]?.definition).not.toContain(`'${status}'`);
    }
    expect(path !== undefined).toBe(ENDED_WITHOUT_MONEY.includes(status));
  });

  it('keep an approved payment its PMS number', async () => {
    const natural = { pms_transaction_number: 'T-approved' };
    await insertPayment(db, ['accepted', 'dispatched', 'approved'], natural);
    await expect(insertPayment(db, ['accepted'], natural)).rejects.toMatchObject({ constraint: 'payment_natural_key' });
  });

  it('never repeat a device reference on a terminal', async () => {
    await insertPayment(db, ['accepted', 'failed'], { device_reference: '0A1B2C3D' });
    await expect(insertPayment(db, ['accepted'], { device_reference: '0A1B2C3D' })).rejects.toMatchObject({ constraint: 'payment_device_reference' });
  });

  it('let two enabled terminals never share a device', async () => {
    const address = 'host:/shared';
    const first = await insertTerminal(db.app, db.propertyId, { address });
    await expect(insertTerminal(db.app, db.propertyId, { address })).rejects.toMatchObject({ constraint: 'terminal_device' });
    await db.app.query('update terminal set enabled = false where id = $1', [first]);
    await expect(insertTerminal(db.app, db.propertyId, { address })).resolves.toBeTypeOf('string');
  });
});
