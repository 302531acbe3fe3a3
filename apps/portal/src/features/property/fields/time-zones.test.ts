import { describe, expect, it } from 'vitest';
import { zoneGroups } from './time-zones.ts';

const AT = new Date('2026-03-08T12:00:00Z');

describe('time zones to choose from', () => {
  it('begin with those of most hotels, with their offsets', () => {
    const [near] = zoneGroups(null, AT, (place) => place);
    expect(near?.region).toBeNull();
    expect(near?.zones.slice(0, 2)).toEqual([
      { name: 'Europe/Kaliningrad', label: 'Kaliningrad, UTC+2' },
      { name: 'Europe/Moscow', label: 'Moscow, UTC+3' },
    ]);
  });

  it('are all there, by region', () => {
    const groups = zoneGroups(null, AT, (place) => place);
    expect(groups.map(({ region }) => region)).toEqual([
      null,
      ...groups
        .slice(1)
        .map(({ region }) => region)
        .sort(),
    ]);
    expect(groups.find(({ region }) => region === 'Asia')?.zones.map(({ name }) => name)).toContain('Asia/Tokyo');
  });

  it('hold the hotel’s own zone also where this browser calls it otherwise', () => {
    expect(zoneGroups('Europe/Kyiv', AT, (place) => place).flatMap(({ zones }) => zones.map(({ name }) => name))).toContain('Europe/Kyiv');
  });
});
