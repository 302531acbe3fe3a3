import { expect, it } from 'vitest';
import { asPayments, narrowed, NOTHING_CHOSEN, refundQuery, type RefundFilters } from './refund-filters.ts';

const NONE: RefundFilters = { property: null, sort: null, ...NOTHING_CHOSEN };
const NOW = new Date('2026-11-28T12:00:00Z');

it('days become moments by the hotel’s clocks', () => {
  expect(refundQuery({ ...NONE, from: '2026-11-27', to: '2026-11-27', outcome: 'approved' }, 'Asia/Kamchatka', NOW, null)).toBe(
    'outcome=approved&from=2026-11-26T12%3A00%3A00.000Z&to=2026-11-27T12%3A00%3A00.000Z&limit=50',
  );
});

it('a card number somebody pasted goes no further', () => {
  expect(refundQuery({ ...NONE, q: '4111 1111 1111 1111' }, 'Europe/Moscow', NOW, null)).toBe('limit=50');
});

it('the file holds money back alone', () => {
  expect(asPayments({ ...NONE, q: '552' })).toMatchObject({ q: '552', kind: ['refund', 'void'] });
});

it('the hotel is a place, not a condition', () => {
  expect([narrowed(NONE), narrowed({ ...NONE, property: 'x' }), narrowed({ ...NONE, q: '552' })]).toEqual([false, false, true]);
});
