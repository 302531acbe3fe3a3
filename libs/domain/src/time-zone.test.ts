import { expect, it } from 'vitest';
import { compactLocalTime, faceWithOffset } from './time-zone.ts';

it('writes the wall clock of a time zone, also at midnight and in summer', () => {
  expect(compactLocalTime(Date.UTC(2026, 0, 14, 21, 0, 5), 'Europe/Moscow')).toBe('20260115000005');
  expect(compactLocalTime(Date.UTC(2026, 6, 1, 12, 0, 0), 'Europe/Kaliningrad')).toBe('20260701140000');
  expect(compactLocalTime(Date.UTC(2026, 6, 1, 12, 0, 0), 'Europe/Berlin')).toBe('20260701140000');
});

it('says how far a clock is from UTC, in summer and winter, by halves of an hour and west of Greenwich', () => {
  expect(faceWithOffset('2026-11-24T00:05:21', 'Europe/Moscow')).toBe('2026-11-24T00:05:21+03:00');
  expect(faceWithOffset('2026-07-01T02:00:00', 'Europe/Berlin')).toBe('2026-07-01T02:00:00+02:00');
  expect(faceWithOffset('2026-12-01T02:00:00', 'Europe/Berlin')).toBe('2026-12-01T02:00:00+01:00');
  expect(faceWithOffset('2026-12-01T02:00:00', 'Asia/Kolkata')).toBe('2026-12-01T02:00:00+05:30');
  expect(faceWithOffset('2026-12-01T02:00:00', 'America/New_York')).toBe('2026-12-01T02:00:00-05:00');
  expect(faceWithOffset('2026-12-01T02:00:00', 'UTC')).toBe('2026-12-01T02:00:00+00:00');
  // Just before and after the clocks are set forward.
  expect(faceWithOffset('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T01:59:59+01:00');
  expect(faceWithOffset('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T03:00:00+02:00');
});

it.each(['2026-13-01T02:00:00', '2026-11-24', '', '2026-11-24T00:05:21Z'])('calls %j no face of a clock', (face) => {
  expect(faceWithOffset(face, 'Europe/Moscow')).toBeNull();
});
