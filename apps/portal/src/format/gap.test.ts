import { describe, expect, it } from 'vitest';
import { formatGap, splitGap } from './gap.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('gaps between steps', () => {
  it.each([
    [0, '0 мс'],
    [420, '420 мс'],
    [1400, '1,4 с'],
    [9990, '9,9 с'],
    [12_900, '12 с'],
    [125_000, '2 мин 5 с'],
    [120_000, '2 мин'],
    [11_400_000, '3 ч 10 мин'],
  ])('%d ms reads as %s', (ms, text) => {
    expect(plain(formatGap(ms, 'ru'))).toBe(text);
  });

  it('never rounds a pause up to a longer one', () => {
    expect(splitGap(59_999)).toEqual({ unit: 'second', whole: 59, rest: 0 });
    expect(splitGap(86_399_999)).toEqual({ unit: 'hour', whole: 23, rest: 59 });
  });

  it('is nothing, not negative, when clocks disagree', () => {
    expect(splitGap(-5)).toEqual({ unit: 'millisecond', whole: 0, rest: 0 });
  });
});
