import { describe, expect, it } from 'vitest';
import { offsetOn } from './zone-offset.ts';

describe('how far the clocks of a zone are from UTC all through a day', () => {
  it.each([
    ['2026-03-02', 'Europe/Moscow', '+03:00'],
    ['2026-07-01', 'Asia/Kamchatka', '+12:00'],
    ['2026-07-01', 'Europe/Berlin', '+02:00'],
    ['2026-01-15', 'America/St_Johns', '-03:30'],
    ['2026-01-15', 'UTC', '+00:00'],
    // Russia gave up summer time in 2011, and its time that was always summer in 2014.
    ['2012-01-15', 'Europe/Moscow', '+04:00'],
  ])('%s in %s: %s', (day, zone, offset) => expect(offsetOn(day, zone)).toBe(offset));

  it.each(['2026-10-24', '2026-10-25', '2026-10-26'])('nothing is said on a day on which they change, or beside it: %s', (day) => {
    expect(offsetOn(day, 'Europe/Berlin')).toBeNull();
  });

  it('a zone that there is not is refused', () => expect(() => offsetOn('2026-01-15', 'Europe/Atlantis')).toThrow(RangeError));
});
