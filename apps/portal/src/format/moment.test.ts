import { describe, expect, it } from 'vitest';
import { calendarDay, clockFace, localMoment, momentText } from './moment.ts';

const AT = '2026-11-24T21:05:12.250Z';
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('localMoment', () => {
  it('is told by the clocks of the property, not of the reader', () => {
    expect(localMoment(AT, 'Europe/Moscow', 'ru')).toMatchObject({ time: '00:05', seconds: '00:05:12', milliseconds: '00:05:12.250', zone: 'UTC+3' });
    expect(localMoment(AT, 'Europe/Kaliningrad', 'ru')).toMatchObject({ time: '23:05', zone: 'UTC+2' });
    expect(localMoment(AT, 'Asia/Kamchatka', 'ru')).toMatchObject({ time: '09:05', zone: 'UTC+12' });
  });

  it('changes the date with the zone', () => {
    expect(plain(localMoment(AT, 'Europe/Moscow', 'ru').date)).toBe('25 ноя 2026');
    expect(plain(localMoment(AT, 'Europe/Kaliningrad', 'en').date)).toBe('24 Nov 2026');
  });

  it('names the offset where clocks of several zones stand side by side', () => {
    const told = (timeZone: string, withZone: boolean): string => momentText('2026-11-24T21:30:00Z', timeZone, 'ru', { withZone });
    expect(told('Europe/Moscow', false)).toBe('25\u00a0ноя, 00:30');
    expect([told('Europe/Moscow', true), told('Europe/Kaliningrad', true)]).toEqual(['25\u00a0ноя, 00:30 UTC+3', '24\u00a0ноя, 23:30 UTC+2']);
  });

  it('says the same moment in UTC for whoever has to compare logs', () => {
    expect(plain(localMoment(AT, 'Europe/Moscow', 'en').utc)).toBe('24 Nov 2026, 21:05:12 UTC');
  });

  it('writes half-hour zones, zones behind UTC and UTC itself', () => {
    expect(localMoment(AT, 'America/St_Johns', 'en').zone).toBe('UTC−3:30');
    expect(localMoment(AT, 'UTC', 'en').zone).toBe('UTC');
  });

  it('writes midnight as 00, never as 24', () => {
    expect(localMoment('2026-11-24T21:00:00Z', 'Europe/Moscow', 'en').seconds).toBe('00:00:00');
  });

  it('reads dates and clock faces that have no zone as they are', () => {
    expect(plain(calendarDay('2026-11-24', 'ru'))).toBe('24 ноя 2026');
    for (const offset of ['', '+03:00', '-05:00']) expect(plain(clockFace(`2026-11-24T00:05:21${offset}`, 'en'))).toBe('24 Nov 2026, 00:05:21');
    expect([calendarDay('soon', 'ru'), clockFace('99:99', 'ru')]).toEqual(['soon', '99:99']);
  });

  it('names every month in both languages', () => {
    for (let month = 1; month <= 12; month += 1) {
      const at = `2026-${String(month).padStart(2, '0')}-15T12:00:00Z`;
      expect(localMoment(at, 'UTC', 'ru').shortDate).toMatch(/^15\u00a0[а-я]{3}$/);
      expect(localMoment(at, 'UTC', 'en').shortDate).toMatch(/^15\u00a0[A-Z][a-z]{2}$/);
    }
  });
});
