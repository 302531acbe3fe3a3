import { FeeTariffOrder, ReconRuleOrder } from '@payport/contracts';
import { expect, it } from 'vitest';
import { decimalOf, decimalOrNull, tidsOf, wholeOf } from './settings-form.ts';

const form = (fields: Readonly<Record<string, string>>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

it('numbers are read as people type them', () => {
  const typed = form({ rate: ' 1,65 ', max: '1 000,50', none: '', days: '3' });
  const order = {
    validFrom: '2026-01-01',
    ratePercent: decimalOf(typed, 'rate'),
    max: decimalOrNull(typed, 'max'),
    min: decimalOrNull(typed, 'none'),
  };
  expect(FeeTariffOrder.parse(order)).toMatchObject({ ratePercent: '1.65', max: '1000.50', min: null });
  expect(wholeOf(typed, 'days')).toBe(3);
});

it('what is no number is refused and not taken for zero', () => {
  const rule = { amountTolerance: '0', feeTolerance: '0', windowMinutes: 15, statementDays: 3, postingDays: 1 };
  expect(ReconRuleOrder.safeParse({ ...rule, registryDays: wholeOf(form({ days: '' }), 'days') }).success).toBe(false);
});

it('terminals may stand in any list', () => {
  expect(tidsOf(form({ tids: '10000001, 10000002;10000003\n10000004' }), 'tids')).toEqual(['10000001', '10000002', '10000003', '10000004']);
});
