import { expect, it } from 'vitest';
import { compactLocalTime } from './time-zone.ts';

it('writes the wall clock of a time zone, also at midnight and in summer', () => {
  expect(compactLocalTime(Date.UTC(2026, 0, 14, 21, 0, 5), 'Europe/Moscow')).toBe('20260115000005');
  expect(compactLocalTime(Date.UTC(2026, 6, 1, 12, 0, 0), 'Europe/Kaliningrad')).toBe('20260701140000');
  expect(compactLocalTime(Date.UTC(2026, 6, 1, 12, 0, 0), 'Europe/Berlin')).toBe('20260701140000');
});
