import type { TerminalId } from '@payport/domain';
import { approveAtOnce, approvedResult, scriptedDecline, type OrderScript } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryHotel } from './memory-hotel.ts';

let hotel: MemoryHotel;
const other = 't2' as TerminalId;
const declined: OrderScript = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
const silent: OrderScript = () => new Promise(() => undefined);
const folio = (confirmationNumber: string) => ({ confirmationNumber, guestName: null, room: null, arrival: null, departure: null });

beforeEach(() => {
  hotel = new MemoryHotel();
  hotel.addTerminal('t1');
  hotel.addTerminal('t2');
});

describe('a repeated request', () => {
  it('under the same key is the same payment, before and after its end, and prompts once', async () => {
    const command = hotel.command();
    const first = await hotel.start(command);
    const [again, late] = [await hotel.start(command), await hotel.clock.advance(1_000).then(() => hotel.start(command))];
    expect([first, again, late].map((started) => started.ok && [started.value.replayed, started.value.payment.id])).toEqual([
      [false, first.ok && first.value.payment.id],
      [true, first.ok && first.value.payment.id],
      [true, first.ok && first.value.payment.id],
    ]);
    expect(hotel.prompts).toBe(1);
  });

  it('at the same moment prompts once too', async () => {
    const command = hotel.command();
    const started = await Promise.all(Array.from({ length: 20 }, () => hotel.start(command)));
    await hotel.clock.advance(1_000);
    expect(new Set(started.map((one) => one.ok && one.value.payment.id)).size).toBe(1);
    expect(hotel.prompts).toBe(1);
  });

  it('with other words under the same key is refused by the names of the fields', async () => {
    const command = hotel.command();
    await hotel.start(command);
    expect(await hotel.start({ ...command, amountMinor: 1n })).toMatchObject({
      error: { code: 'idempotency-key-reused', fields: [{ pointer: '/amount', code: 'differs' }] },
    });
  });

  it('under a new key is the same payment by the number of the hotel’s system, until it ended without money', async () => {
    const pmsTransactionNumber = 'P1';
    const first = await hotel.paid({ pmsTransactionNumber });
    expect((await hotel.paid({ pmsTransactionNumber })).id).toBe(first.id);
    expect(hotel.prompts).toBe(1);
    hotel.terminal.onOrder = declined;
    const refused = await hotel.paid({ pmsTransactionNumber: 'P2' });
    hotel.terminal.onOrder = approveAtOnce;
    expect((await hotel.paid({ pmsTransactionNumber: 'P2' })).id).not.toBe(refused.id);
  });
});

describe('a device', () => {
  it('that works on something is named busy before anything about the guest', async () => {
    hotel.terminal.onOrder = silent;
    await hotel.pay({ reservation: folio('F') });
    expect(await hotel.pay({ reservation: folio('F') })).toBe('terminal-busy');
    expect(await hotel.pay({ reservation: folio('F'), terminalId: other })).toBe('open-payment');
  });

  it('is given to one of two guests who come at the same moment, and the other hears busy', async () => {
    hotel.terminal.onOrder = silent;
    const started = await Promise.all([hotel.start(hotel.command()), hotel.start(hotel.command())]);
    expect(started.map((one) => (one.ok ? 'started' : one.error.code)).sort()).toEqual(['started', 'terminal-busy']);
  });

  it('serves nobody while it is disabled or offline', async () => {
    for (const change of [{ enabled: false }, { offlineSinceMs: 1 }]) {
      const id = hotel.addTerminal('t3');
      hotel.database.terminals.set(id, { ...hotel.database.terminals.get(id)!, ...change });
      expect(await hotel.pay({ terminalId: id })).toBe('enabled' in change ? 'terminal-disabled' : 'terminal-offline');
    }
    expect(hotel.prompts).toBe(0);
  });
});

describe('a guest', () => {
  it('is not charged twice by two tills at the same moment', async () => {
    const reservation = folio('F');
    const started = await Promise.all([
      hotel.start(hotel.command({ reservation })),
      hotel.start(hotel.command({ reservation, terminalId: other, amountMinor: 1n })),
    ]);
    expect(started.map((one) => (one.ok ? 'started' : one.error.code)).sort()).toEqual(['open-payment', 'started']);
  });

  it('is not charged the same amount again within ten minutes, unless the cashier saw the warning', async () => {
    const reservation = folio('F');
    const first = await hotel.paid({ reservation });
    expect(await hotel.pay({ reservation })).toBe('possible-duplicate');
    const seen = await hotel.paid({ reservation, acknowledged: { duplicateOf: [first.id], openPayment: [] } });
    expect((await hotel.store.events(seen.id, 0)).map(({ cause }) => cause)).toContain('duplicate_acknowledged');
    await hotel.clock.advance(10 * 60_000 + 1);
    expect(await hotel.pay({ reservation })).toMatchObject({ status: 'approved' });
  });

  it('without a reservation is told apart by till, for two minutes', async () => {
    const till = { reservation: null, workstation: 'R1' };
    await hotel.paid(till);
    expect(await hotel.pay(till)).toBe('possible-duplicate');
    expect(await hotel.pay({ ...till, workstation: 'R2' })).toMatchObject({ status: 'approved' });
    await hotel.clock.advance(2 * 60_000 + 1);
    expect(await hotel.pay(till)).toMatchObject({ status: 'approved' });
  });
});

describe('a gateway that may not send', () => {
  it('answers what it knows, and leaves nothing of anything else', async () => {
    const known = hotel.command({ pmsTransactionNumber: 'P1' });
    const { id } = await hotel.paid(known);
    const again = [known, { ...known, idempotencyKey: 'other' }];
    for (const command of again) expect(await hotel.service.start(command, false)).toMatchObject({ value: { replayed: true, payment: { id } } });
    expect(await hotel.service.start({ ...known, amountMinor: 1n }, false)).toMatchObject({ error: { code: 'idempotency-key-reused' } });
    const fresh = hotel.command();
    expect(await hotel.service.start(fresh, false)).toMatchObject({ error: { code: 'unavailable' } });
    expect(await hotel.service.start(fresh, true)).toMatchObject({ value: { replayed: false } });
  });
});

describe('an order', () => {
  it('leaves only after intent, mark and claim are durable', async () => {
    hotel.terminal.onOrder = async (order) => {
      const [payment] = (await hotel.store.list({ propertyId: hotel.command().propertyId, limit: 1 })).payments;
      expect(payment).toMatchObject({ deviceReference: order.reference });
      expect((await hotel.store.events(payment!.id, 0)).slice(0, 2).map(({ to }) => to)).toEqual(['accepted', 'dispatched']);
      expect(hotel.database.claims.get(hotel.database.terminals.get(payment!.terminalId)!.deviceAddress)).toMatchObject({ paymentId: payment!.id });
      return { outcome: 'approved', result: approvedResult(order), evidence: {} };
    };
    expect(await hotel.pay()).toMatchObject({ status: 'approved' });
  });

  it('does not leave when this gateway may not send any more', async () => {
    const started = await hotel.service.start(hotel.command(), true);
    if (!started.ok || started.value.replayed) throw new Error('not started');
    hotel.runner.begin(started.value.payment, started.value.terminal, () => Promise.reject(new Error('lease lost')));
    await hotel.clock.advance(0);
    expect(await hotel.read(started.value.payment)).toMatchObject({ status: 'failed' });
    expect(hotel.prompts).toBe(0);
  });
});
