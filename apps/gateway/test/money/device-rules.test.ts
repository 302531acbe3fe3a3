import type { DeviceAddress, PaymentRecord } from '@payport/domain';
import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { holdDevice } from '../../src/modules/payments/index.ts';
import { MemoryHotel } from './memory-hotel.ts';

let hotel: MemoryHotel;
const takeAs = (instanceId: string, payment: PaymentRecord): Promise<boolean> =>
  holdDevice(hotel.store, payment, 'scripted:t1' as DeviceAddress, { instanceId, nowMs: hotel.clock.now() });

beforeEach(() => {
  hotel = new MemoryHotel();
  hotel.addTerminal('t1');
});

describe('a device', () => {
  it('is not taken for a payment that another gateway has brought to its end since it was read', async () => {
    hotel.terminal.onOrder = approveAtOnce;
    const payment = await hotel.paid();
    expect(payment.status).toBe('approved');
    for (const who of ['another', 'gateway']) expect(await takeAs(who, { ...payment, status: 'held', holdsTerminal: true })).toBe(false);
    expect(hotel.database.claims.size).toBe(0);
  });

  it('is not taken for a payment that a person has been asked about since it was read', async () => {
    hotel.terminal.onOrder = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
    hotel.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    const unknown = await hotel.paid();
    await hotel.clock.advance(2_000);
    expect((await hotel.read(unknown)).status).toBe('manual_review');
    for (const who of ['another', 'gateway']) expect(await takeAs(who, unknown)).toBe(false);
    expect(hotel.database.claims.size).toBe(0);
  });

  it('is not taken by who has lost the payment to another gateway meanwhile: that one would never have it back', async () => {
    hotel.terminal.onOrder = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
    const unknown = await hotel.paid();
    const stored = hotel.database.payments.get(unknown.id);
    if (stored) hotel.database.payments.set(unknown.id, { ...stored, instanceId: 'heir' });
    hotel.database.claims.clear();
    expect(await takeAs('gateway', unknown)).toBe(false);
    expect(hotel.database.claims.size).toBe(0);
    expect(await takeAs('heir', unknown)).toBe(true);
  });

  it('stays with the gateway that has it for that payment', async () => {
    hotel.terminal.onOrder = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
    const unknown = await hotel.paid();
    expect([await takeAs('gateway', unknown), await takeAs('another', unknown)]).toEqual([true, false]);
  });
});
