import type { Payment } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { CallLog } from './call-log.ts';
import { balanceOf, folioLines, stayCharge } from './folio.ts';
import { keep, readKept } from './kept-training.ts';
import { GUESTS, newConfirmation, stayOf } from './practice.ts';

const payment = (id: string, amount: string, outcome: Payment['outcome'], minute: number): Payment =>
  ({
    id,
    kind: amount.startsWith('-') ? 'refund' : 'sale',
    amount,
    currency: 'RUB',
    outcome,
    createdAt: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
    folio: { window: '2', name: null },
    result: null,
  }) as Payment;

describe('the folio', () => {
  const lines = folioLines([
    payment('late', '-500.10', 'approved', 9),
    payment('first', '1500.30', 'approved', 1),
    payment('no', '100.00', 'declined', 2),
    payment('open', '700.00', 'unknown', 3),
  ]);

  it('has a line for money that moved or may have, and none for what was declined', () => {
    expect(lines.map(({ id, amount, posted }) => [id, amount, posted])).toEqual([
      ['first', '-1500.30', true],
      ['open', '-700.00', false],
      ['late', '500.10', true],
    ]);
  });

  it('counts to the kopeck, and only what is proven', () => {
    expect(balanceOf('18600.00', lines, 'RUB')).toBe('17599.80');
    expect(stayCharge(GUESTS[0], 'RUB')).toBe('18600.00');
  });
});

describe('the reservation', () => {
  it('has the hotel’s days, not the browser’s', () => {
    const night = new Date('2026-11-24T22:30:00Z');
    expect(stayOf(GUESTS[0], 'Europe/Moscow', night)).toEqual({ arrival: '2026-11-25', departure: '2026-11-28' });
    expect(stayOf(GUESTS[0], 'America/New_York', night).arrival).toBe('2026-11-24');
  });

  it('gets a number of its own', () => {
    const numbers = new Set(Array.from({ length: 50 }, newConfirmation));
    expect(numbers.size).toBe(50);
    expect([...numbers].every((number) => /^TRN-\d{8}$/.test(number))).toBe(true);
  });
});

describe('what a reload must not lose', () => {
  const attempt = { key: 'k', body: {} as never, startedAtMs: 1 };
  const stored = new Map<string, string>();
  const storage = { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, text: string) => void stored.set(name, text) };

  it('is read back as it was kept, for this hotel only', () => {
    const kept = { guest: GUESTS[0].id, confirmation: 'TRN-1', attempt };
    keep(storage, 'grand', kept);
    expect(readKept(storage, 'grand')).toEqual(kept);
    expect(readKept(storage, 'baltika')).toBeNull();
  });

  it.each(['', '{', '{"guest":"nobody","confirmation":"x","attempt":null}', '{"guest":"orlova","confirmation":"x","attempt":{}}', '7'])(
    '%j is nothing',
    (text) => {
      expect(readKept({ getItem: () => text }, 'grand')).toBeNull();
    },
  );
});

describe('the log of calls', () => {
  const call = (method: string, path: string) => ({ at: 0, method, path, requestHeaders: {}, requestBody: null });
  const OK = { status: 200, responseHeaders: {}, responseBody: null };

  it('has the newest first, and counts the same look-up instead of repeating it', () => {
    const log = new CallLog();
    log.answered(log.begin(call('GET', '/terminals')), OK);
    log.answered(log.begin(call('GET', '/terminals')), OK);
    log.answered(log.begin(call('POST', '/payments')), { ...OK, status: 201 });
    log.answered(log.begin(call('POST', '/payments')), { ...OK, status: 200 });
    expect(log.snapshot().map(({ method, status, times }) => [method, status, times])).toEqual([
      ['POST', 200, 1],
      ['POST', 201, 1],
      ['GET', 200, 2],
    ]);
  });

  it('keeps a bounded number, and the events with their call', () => {
    const log = new CallLog();
    const first = log.begin(call('GET', '/events'));
    log.event(first, 1);
    log.event(first, 2);
    expect(log.snapshot()[0]?.events).toEqual([1, 2]);
    for (let more = 0; more < 60; more += 1) log.begin(call('POST', '/payments'));
    expect(log.snapshot()).toHaveLength(40);
  });
});
