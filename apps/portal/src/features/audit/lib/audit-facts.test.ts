import { QUEUE_PARTS, TARIFF_METHODS } from '@payport/contracts';
import { DECLINE_CODES, PAYMENT_OUTCOMES, RECON_RELATIONS, VIEW_CONDITIONS, VIEW_LISTS } from '@payport/domain';
import { expect, it } from 'vitest';
import { COLUMNS } from '@/features/payments/lib/payment-columns.ts';
import { SORTS } from '@/features/payments/lib/payment-sort.ts';
import { PERIODS } from '@/features/payments/lib/period.ts';
import { QUEUE_COLUMNS } from '@/features/queue/lib/queue-columns.ts';
import { REFUND_COLUMNS } from '@/features/refunds/lib/refund-columns.ts';
import { factText, fieldOf, shownKeys, type FactWords } from './audit-facts.ts';

const RUSSIAN: FactWords = {
  locale: 'ru',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  none: 'не задано',
  nobody: 'никто',
  yes: 'да',
  no: 'нет',
  field: (key) => `<${key}>`,
  role: (word) => `роль ${word}`,
  refundReason: (word) => `причина ${word}`,
  status: (word) => `состояние ${word}`,
  kind: (word) => `вид ${word}`,
  relation: (word) => `связь ${word}`,
  decline: (word) => `отказ ${word}`,
  other: (word) => `слово ${word}`,
};
const text = (key: string, value: unknown, words: Partial<FactWords> = {}): string =>
  factText(key, value, { ...RUSSIAN, ...words }).replaceAll('\u00a0', ' ');

it('amounts are money in the language of the page, whatever way the record keeps them', () => {
  expect(text('amountMinor', '30000')).toBe('300,00 ₽');
  expect(text('amountMinor', '-5', { locale: 'en' })).toBe('\u2212₽0.05');
  expect(text('amountMinor', '30000', { currency: 'JPY', locale: 'en' })).toBe('¥30,000');
  expect(text('difference', '1500.20')).toBe('1 500,20 ₽');
  expect(text('amountMinor', '30000', { currency: null })).toBe('30000');
  expect(text('tid', '00459991')).toBe('00459991');
});

it('a list of limits says of which currency each is', () => {
  expect(text('limits', [{ currency: 'EUR', maxSale: '100.00', maxRefund: null }])).toBe(
    '(<currency>: EUR; <maxSale>: 100,00 €; <maxRefund>: не задано)',
  );
});

it('moments are told by the clocks of the hotel, days as days', () => {
  expect(text('until', '2026-11-29T21:00:05.000Z')).toBe('30 ноя 2026, 00:00:05 UTC+3');
  expect(text('day', '2026-11-29', { locale: 'en' })).toBe('29 Nov 2026');
});

it('what has words is said in them, what has none as the record has it', () => {
  expect(text('role', 'finance')).toBe('роль finance');
  expect(text('secondFactorRoles', ['owner', 'manager'])).toBe('роль owner, роль manager');
  expect(text('reasonCode', 'guest_request')).toBe('причина guest_request');
  expect(text('outcome', 'approved')).toBe('состояние approved');
  expect(text('reason', 'owner')).toBe('owner');
  expect(text('signed', false)).toBe('нет');
  expect(text('networks', [])).toBe('не задано');
  expect(text('rate', 60)).toBe('60');
  expect([text('owner', null), text('rate', null)]).toEqual(['никто', 'не задано']);
});

it('no code of a kind, a state or a relation is left to be read', () => {
  expect(text('kind', ['refund', 'void'])).toBe('вид refund, вид void');
  expect(text('kind', 'sale,refund')).toBe('вид sale, вид refund');
  expect(text('status', 'approved,manual_review')).toBe('состояние approved, состояние manual_review');
  expect(['force_match', 'write_off'].map((one) => text('kind', one))).toEqual(['слово kind-force_match', 'слово kind-write_off']);
  expect(RECON_RELATIONS.map((one) => text('relation', one))).toEqual(RECON_RELATIONS.map((one) => `связь ${one}`));
  expect(text('state', 'given_up')).toBe('слово state-given_up');
  expect(VIEW_LISTS.map((one) => text('list', one))).toEqual(VIEW_LISTS.map((one) => `слово list-${one}`));
  expect(TARIFF_METHODS.map((one) => text('method', one))).toEqual(TARIFF_METHODS.map((one) => `слово method-${one}`));
  expect(QUEUE_PARTS.map((one) => text('part', one))).toEqual(QUEUE_PARTS.map((one) => `слово part-${one}`));
  expect(text('reason', 'sale,refund')).toBe('sale,refund');
});

it('conditions of a saved list are said in words, each of those that the lists can keep', () => {
  const said = (key: string, values: readonly string[]): void =>
    expect(values.map((one) => text(key, one))).toEqual(values.map(() => expect.stringMatching(/^(слово|состояние|вид|отказ) /)));
  said('cols', [...COLUMNS, ...REFUND_COLUMNS, ...QUEUE_COLUMNS]);
  said('sort', SORTS);
  said('period', PERIODS);
  said('outcome', PAYMENT_OUTCOMES);
  said('declineCodes', DECLINE_CODES);
  said('ofWhom', ['me', 'nobody', 'confirm']);
  said('look', ['table']);
  said('density', ['compact']);
  said('returned', ['true']);
  expect(text('cols', 'time,guest')).toBe('слово cols-time, слово cols-guest');
  expect(text('columns', ['time', 'guest'])).toBe('слово cols-time, слово cols-guest');
  // What of a list's address a view keeps has a name; two of them are told under another one, which says what they are there.
  const kept: readonly string[] = VIEW_LISTS.flatMap((list): readonly string[] => VIEW_CONDITIONS[list]);
  const told = kept.map((one) => ({ owner: 'ofWhom', reason: 'declineCodes' })[one] ?? one);
  expect(told.filter((one) => fieldOf('view.changed', one) === null)).toEqual([]);
});

it('facts have names, and ids of what is named beside them are left out', () => {
  expect(fieldOf('api_key.replaced', 'by')).toBe('newKey');
  expect(fieldOf('reconciliation.confirmed', 'by')).toBe('by');
  expect(fieldOf('terminal.changed', 'settings.host')).toBeNull();
  expect(shownKeys({ owner: null }, { owner: 'Анна', terminalId: 'x' }, null)).toEqual(['owner']);
});
