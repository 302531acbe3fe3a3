import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPayment, insertRow } from './payment-rows.ts';
import { rulesDatabase, type RulesDatabase } from './rules-database.ts';

let db: RulesDatabase;
beforeAll(async () => {
  db = await rulesDatabase();
});
afterAll(() => db.close());

const claimRow = (address: string, payment: string | null): Record<string, unknown> => ({
  address,
  terminal_id: db.terminalId,
  holder: payment === null ? 'service' : 'payment',
  payment_id: payment,
  instance_id: db.instanceId,
  taken_at: new Date(),
});

describe('the claim on a device', () => {
  it('is taken by exactly one of many who ask at once', async () => {
    const payments = await Promise.all(Array.from({ length: 8 }, () => insertPayment(db)));
    const attempts = await Promise.allSettled(payments.map((payment) => insertRow(db.app, 'device_claim', claimRow('host:a', payment))));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    const service = insertRow(db.app, 'device_claim', claimRow('host:a', null));
    await expect(service).rejects.toMatchObject({ code: '23505', constraint: 'device_claim_pkey' });
  });

  it('is one per payment: it cannot speak to two devices', async () => {
    const payment = await insertPayment(db);
    await insertRow(db.app, 'device_claim', claimRow('host:b', payment));
    await expect(insertRow(db.app, 'device_claim', claimRow('host:c', payment))).rejects.toMatchObject({ constraint: 'device_claim_payment' });
  });

  it('carries a higher fencing token each time it is taken', async () => {
    const tokens: bigint[] = [];
    for (let i = 0; i < 3; i += 1) {
      await insertRow(db.app, 'device_claim', claimRow('host:d', null));
      const { rows } = await db.app.query<{ fencing_token: string }>(`delete from device_claim where address = 'host:d' returning fencing_token`);
      tokens.push(BigInt(rows[0]!.fencing_token));
    }
    expect(tokens[0]! < tokens[1]! && tokens[1]! < tokens[2]!).toBe(true);
  });

  it('names its payment exactly when a payment holds it', async () => {
    const payment = await insertPayment(db);
    for (const wrong of [
      { ...claimRow('host:e', payment), holder: 'service' },
      { ...claimRow('host:e', null), holder: 'payment' },
    ]) {
      await expect(insertRow(db.app, 'device_claim', wrong)).rejects.toMatchObject({ constraint: 'device_claim_check' });
    }
  });

  it('can be handed to another gateway, but not to another device or payment', async () => {
    await insertRow(db.app, 'gateway_instance', {
      id: 'gateway-2',
      epoch: 1,
      started_at: new Date(),
      heartbeat_at: new Date(),
      lease_until: new Date(),
    });
    await insertRow(db.app, 'device_claim', claimRow('host:f', null));
    await db.app.query(
      `update device_claim set instance_id = 'gateway-2', fencing_token = nextval('device_fencing_token'), taken_at = now() where address = 'host:f'`,
    );
    await expect(db.app.query(`update device_claim set address = 'host:g' where address = 'host:f'`)).rejects.toMatchObject({ code: '42501' });
  });
});
