import { describe, expect, it } from 'vitest';
import { dayFigures } from './day-figures.ts';
import type { TodayRow } from './overview.repository.ts';

const row = (changes: Partial<TodayRow>): TodayRow => ({
  property_id: 'p',
  kind: 'sale',
  status: 'approved',
  currency: 'RUB',
  code: null,
  original_kind: null,
  hour: 9,
  count: 1,
  minor: '10000',
  ...changes,
});

describe('the figures of a day', () => {
  it('add up money by currency, never across currencies, and only what is approved', () => {
    const { taken } = dayFigures([
      row({ count: 2, minor: '9007199254740993' }),
      row({ kind: 'capture', minor: '100' }),
      row({ currency: 'USD', minor: '500' }),
      row({ status: 'unknown', minor: '999' }),
      row({ status: 'declined', code: 'wrong_pin', minor: '999' }),
      row({ kind: 'preauthorization', minor: '999' }),
    ]);
    expect(taken).toEqual([
      { currency: 'RUB', count: 3, amount: '90071992547410.93' },
      { currency: 'USD', count: 1, amount: '5.00' },
    ]);
  });

  it('count a void as money back, but not the void of a preauthorization', () => {
    const { returned } = dayFigures([
      row({ kind: 'refund', minor: '100' }),
      row({ kind: 'void', original_kind: 'sale', minor: '200' }),
      row({ kind: 'void', original_kind: 'preauthorization', minor: '400' }),
      row({ kind: 'refund', status: 'unknown', minor: '800' }),
    ]);
    expect(returned).toEqual([{ currency: 'RUB', count: 2, amount: '3.00' }]);
  });

  it('count outcomes of what cards were asked for: an unknown one is never among the reasons for a refusal', () => {
    const figures = dayFigures([
      row({ count: 4 }),
      row({ kind: 'refund', count: 7 }),
      row({ status: 'declined', code: 'wrong_pin', hour: 10, count: 2 }),
      row({ status: 'failed', code: 'link_failed', hour: 10, count: 3 }),
      row({ status: 'manual_review', code: 'outcome_unknown', hour: 8 }),
      row({ status: 'unknown', code: 'outcome_unknown', hour: 8 }),
    ]);
    expect(figures.outcomes).toEqual([
      { outcome: 'approved', count: 4 },
      { outcome: 'declined', count: 2 },
      { outcome: 'failed', count: 3 },
      { outcome: 'unknown', count: 2 },
    ]);
    expect(figures.reasons).toEqual([
      { code: 'link_failed', outcome: 'failed', count: 3 },
      { code: 'wrong_pin', outcome: 'declined', count: 2 },
    ]);
    expect(figures.hours.map(({ hour, outcome, count }) => [hour, outcome, count])).toEqual([
      [8, 'unknown', 2],
      [9, 'approved', 4],
      [10, 'declined', 2],
      [10, 'failed', 3],
    ]);
  });
});
