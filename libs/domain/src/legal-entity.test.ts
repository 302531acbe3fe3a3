import { describe, expect, it } from 'vitest';
import { isInn, isKpp } from './legal-entity.ts';

describe('an INN', () => {
  it.each(['7707083893', '7736050003', '7830002293', '500100732259'])('%s is right', (inn) => {
    expect(isInn(inn)).toBe(true);
  });

  it.each(['7707083894', '7770083893', '500100732258', '500100732269', '', '770708389', '77070838930', '770708389O', '0000000000', '000000000000'])(
    '%s is wrong',
    (inn) => {
      expect(isInn(inn)).toBe(false);
    },
  );

  it('with any one digit mistyped is wrong', () => {
    const inn = '7707083893';
    for (let at = 0; at < inn.length; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const typed = inn.slice(0, at) + String(digit) + inn.slice(at + 1);
        // Weight 11 does not exist, but 10 and a sum of 10 fold into 0: two sums share a digit.
        if (typed !== inn && isInn(typed)) expect(controlSum(typed)).toBe(10);
      }
    }
  });
});

const controlSum = (inn: string): number => [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((sum, weight, i) => sum + weight * Number(inn.charAt(i)), 0) % 11;

describe('a KPP', () => {
  it.each(['773601001', '7736AB001'])('%s is right', (kpp) => {
    expect(isKpp(kpp)).toBe(true);
  });
  it.each(['', '77360100', '7736010011', '7736ab001', '7736АВ001'])('%s is wrong', (kpp) => {
    expect(isKpp(kpp)).toBe(false);
  });
});
