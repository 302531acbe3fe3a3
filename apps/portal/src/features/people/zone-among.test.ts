import { expect, it } from 'vitest';
import { zoneAmong } from './zone-among.ts';

const HOTELS = [
  { id: 'b', timeZone: 'Europe/Kaliningrad' },
  { id: 'g', timeZone: 'Europe/Moscow' },
];

it('people are told by the clocks of their own hotel', () => {
  expect(zoneAmong(HOTELS, [{ propertyId: 'g' }])).toBe('Europe/Moscow');
  expect(zoneAmong(HOTELS, [])).toBe('Europe/Kaliningrad');
  expect(zoneAmong([], [{ propertyId: 'g' }])).toBe('UTC');
});
