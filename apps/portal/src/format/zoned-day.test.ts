import { describe, expect, it } from 'vitest';
import { addDays, dayIn, isCalendarDay, startOfDay } from './zoned-day.ts';

const ZONES = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
  'Europe/Berlin',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'Asia/Beirut',
];

describe('startOfDay', () => {
  it.each([
    ['2026-11-24', 'Europe/Moscow', '2026-11-23T21:00:00.000Z'],
    ['2026-11-24', 'Europe/Kaliningrad', '2026-11-23T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // clocks jumped from 00:00 to 01:00
  ])('of %s in %s is %s', (day, zone, moment) => {
    expect(startOfDay(day, zone).toISOString()).toBe(moment);
  });

  it.each(ZONES)('is the first moment of its day on every day of two years in %s', (zone) => {
    for (let day = '2025-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
      const start = startOfDay(day, zone);
      expect(dayIn(zone, start), day).toBe(day);
      expect(dayIn(zone, new Date(start.getTime() - 1)), day).toBe(addDays(day, -1));
    }
  });
});

describe('calendar days', () => {
  it('differ between zones at one moment', () => {
    const at = new Date('2026-11-24T21:30:00Z');
    expect([dayIn('Europe/Kaliningrad', at), dayIn('Europe/Moscow', at)]).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('step over months and leap days', () => {
    expect([addDays('2028-02-28', 1), addDays('2027-01-01', -1)]).toEqual(['2028-02-29', '2026-12-31']);
  });

  it.each([
    ['2026-11-24', true],
    ['2026-02-30', false],
    ['2026-1-1', false],
    ['', false],
    ['24.11.2026', false],
  ])('%s: %s', (text, valid) => {
    expect(isCalendarDay(text)).toBe(valid);
  });
});
