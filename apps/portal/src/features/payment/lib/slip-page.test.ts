import { describe, expect, it } from 'vitest';
import { slipPageRules } from './slip-page.ts';

const fontOf = (rules: string): number => Number(/font-size: ([\d.]+)pt/.exec(rules)?.[1]);
const heightOf = (rules: string): number => Number(/80mm (\d+)mm/.exec(rules)?.[1]);
const slip = (lines: number, columns: number): string => Array.from({ length: lines }, () => 'Ж'.repeat(columns)).join('\r\n');

describe('a slip on paper', () => {
  it('is as long as its lines on a roll, and a sheet on A4', () => {
    const [short, long] = [slipPageRules(slip(20, 40), 'roll'), slipPageRules(slip(80, 40), 'roll')];
    expect(heightOf(long)).toBeGreaterThan(heightOf(short) * 3);
    expect(slipPageRules(slip(20, 40), 'a4')).toContain('size: A4;');
  });

  it('keeps the ends of wide lines by smaller letters, and is never larger than can be read well', () => {
    expect(fontOf(slipPageRules(slip(5, 42), 'roll'))).toBe(7.6);
    expect(fontOf(slipPageRules(slip(5, 10), 'roll'))).toBe(7.6);
    const wide = fontOf(slipPageRules(slip(5, 64), 'roll'));
    // 72 mm in points, for 64 letters of 0.6 em.
    expect(wide * 64 * 0.6).toBeLessThanOrEqual(72 / (25.4 / 72));
    expect(fontOf(slipPageRules(slip(5, 42), 'a4'))).toBe(10.5);
  });

  it('does not count what follows its last line', () => {
    expect(slipPageRules(`${slip(20, 40)}\n\n\n\n`, 'roll')).toBe(slipPageRules(slip(20, 40), 'roll'));
  });
});
