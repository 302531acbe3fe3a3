import type { PaymentRecord, PaymentStatus, TerminalId } from '@payport/domain';
import { approvedResult, scriptedDecline, type OrderScript } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { paymentResource } from '../../src/modules/payments/index.ts';
import { MemoryHotel } from './memory-hotel.ts';

let hotel: MemoryHotel;
const lost: OrderScript = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ retry: 'never' }), runEnded: true, evidence: {} });
const claims = (): number => hotel.database.claims.size;
const told = ({ id }: PaymentRecord): number => hotel.database.outbox.filter(({ paymentId }) => paymentId === id).length;

beforeEach(() => {
  hotel = new MemoryHotel();
  hotel.addTerminal('t1');
});

describe('the end of an order', () => {
  it('gives the device back and tells the hotel’s system, in the commit of the outcome', async () => {
    const payment = await hotel.paid();
    expect([payment.status, claims(), told(payment)]).toEqual(['approved', 0, 1]);
    expect(await hotel.pay()).toMatchObject({ status: 'approved' });
  });

  it('that proves nothing is unknown: no decline, the device kept, the hotel’s system told', async () => {
    hotel.terminal.onOrder = lost;
    const payment = await hotel.paid();
    expect(payment).toMatchObject({ status: 'unknown', holdsTerminal: true, result: null });
    expect([claims(), told(payment)]).toEqual([1, 1]);
    expect(await hotel.pay()).toBe('terminal-busy');
  });

  it('shows the terminal’s own clock with the distance of the hotel’s time zone from UTC', async () => {
    const shown = async (hostTime: string | null): Promise<unknown> => {
      hotel.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order, { hostTime }), evidence: {} });
      return paymentResource(await hotel.paid(), 'en').result?.hostTime;
    };
    expect([await shown('2026-11-24T00:05:21'), await shown(null)]).toEqual(['2026-11-24T00:05:21+03:00', null]);
  });

  it('that comes after the end changes nothing and is noted', async () => {
    const payment = await hotel.paid();
    const move = { to: 'declined', cause: 'late', result: null, decline: null, holdsTerminal: false } as const;
    const after = await hotel.service.conclude(payment.id, 'device', () => ({ move, evidence: {} }));
    expect(after).toMatchObject({ status: 'approved', result: payment.result });
    expect((await hotel.store.events(payment.id, payment.lastSeq)).map(({ cause }) => cause)).toEqual(['late_answer']);
    expect(told(payment)).toBe(1);
  });

  it.each([
    ['declined', 'approved', true],
    ['failed', 'held', true],
    ['approved', 'declined', true],
    ['approved', 'approved', false],
    ['approved', 'unknown', false],
    ['declined', 'cancelled', false],
    ['reversed', 'approved', false],
  ] as const)('that comes after %s and says %s alarms people where money is at stake: %s', async (ended, late, alarmed) => {
    hotel.terminal.onOrder = lost;
    const { id } = await hotel.paid();
    const say = (to: PaymentStatus) =>
      hotel.service.conclude(id, 'device', () => ({ move: { to, cause: 'said', result: null, decline: null, holdsTerminal: false }, evidence: {} }));
    expect((await say(ended)).status).toBe(ended);
    expect((await say(late)).status).toBe(ended);
    expect(hotel.database.alarms.has(`${id} payment_contradicted`)).toBe(alarmed);
  });

  it('of a driver that broke after the first byte is unknown, before it a failure', async () => {
    hotel.terminal.onOrder = () => Promise.reject(new Error('the wire broke'));
    expect(await hotel.pay()).toMatchObject({ status: 'unknown', holdsTerminal: true });
    hotel.addTerminal('t2');
    hotel.terminal.operations = ['sale', 'preauthorization'];
    const started = await hotel.service.start(hotel.command({ terminalId: 't2' as TerminalId }), true);
    if (!started.ok || started.value.replayed) throw new Error('not started');
    const elsewhere = { ...started.value.terminal, settings: 'unfit' };
    hotel.runner.begin(started.value.payment, elsewhere, () => Promise.resolve());
    await hotel.clock.advance(0);
    expect(await hotel.read(started.value.payment)).toMatchObject({ status: 'failed', holdsTerminal: false });
  });

  it('keeps what the terminal said of the card and the bank', async () => {
    hotel.terminal.onOrder = (order) =>
      Promise.resolve({ outcome: 'approved', result: approvedResult(order, { approvedAmountMinor: 149_000n }), evidence: {} });
    expect((await hotel.paid()).result).toMatchObject({ approvedAmountMinor: 149_000n, cardMask: '220220******4617' });
  });
});

describe('a stop', () => {
  it('is an order of its own in the history, and the device’s word is the outcome', async () => {
    let approve: () => void = () => undefined;
    hotel.terminal.onOrder = (order) =>
      new Promise((resolve) => (approve = () => resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} })));
    const payment = await hotel.paid();
    const asked = await hotel.service.requestCancel(payment.propertyId, payment.id, 'pms');
    expect(asked.ok && asked.value.status).toBe('cancelling');
    approve();
    await hotel.clock.advance(0);
    expect((await hotel.read(payment)).status).toBe('approved');
    expect(await hotel.service.requestCancel(payment.propertyId, payment.id, 'pms')).toMatchObject({ error: { code: 'not-cancellable' } });
  });
});
