import { SeededRandom } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { GIVE_UP_MS, nextAttemptMs } from './retry-plan.ts';

const fixed = (byte: number) => ({ bytes: (count: number) => new Uint8Array(count).fill(byte) });
const HOUR_MS = 3_600_000;

describe('a message that was not taken', () => {
  it('is tried again after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h and then every 6 h, a fifth more or less', () => {
    const pauses = [5_000, 30_000, 120_000, 600_000, 1_800_000, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, 6 * HOUR_MS];
    pauses.forEach((pause, i) => {
      expect(nextAttemptMs(i + 1, 0, 1_000, fixed(0))).toBe(1_000 + pause * 0.8);
      expect(nextAttemptMs(i + 1, 0, 1_000, fixed(255))).toBe(1_000 + pause * 1.2);
    });
  });

  it('is given up after three days, after about twenty attempts, and never tried later than that', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const random = new SeededRandom(seed);
      const moments = [0];
      for (let next = nextAttemptMs(1, 0, 0, random); next !== null; next = nextAttemptMs(moments.length, 0, next, random)) moments.push(next);
      expect(moments.length).toBeGreaterThan(15);
      expect(moments.length).toBeLessThan(25);
      expect(Math.max(...moments)).toBeLessThanOrEqual(GIVE_UP_MS);
      expect(Math.max(...moments)).toBeGreaterThan(GIVE_UP_MS - 8 * HOUR_MS);
    }
  });
});
