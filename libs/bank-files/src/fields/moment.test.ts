import { describe, expect, it } from 'vitest';
import { readMoment, readSerial, readTime } from './moment.ts';

const read = (text: string) => {
  const result = readMoment(text);
  return result.ok ? [result.value.day, result.value.time, result.value.offsetMinutes] : result.error;
};
const serial = (text: string, from1904 = false) => {
  const result = readSerial(text, from1904);
  return result.ok ? [result.value.day, result.value.time] : result.error;
};

describe('a date of a bank file', () => {
  it.each([
    ['31.12.2026', ['2026-12-31', null, null]],
    ['31.12.26', ['2026-12-31', null, null]],
    ['1.2.2026 3:04', ['2026-02-01', '03:04:00', null]],
    ['31.12.2026 23:59:59', ['2026-12-31', '23:59:59', null]],
    ['31.12.2026, 23:59', ['2026-12-31', '23:59:00', null]],
    ['31/12/2026\u00a023:59:59', ['2026-12-31', '23:59:59', null]],
    ['2026-12-31', ['2026-12-31', null, null]],
    ['2026-12-31 23:59:59', ['2026-12-31', '23:59:59', null]],
    ['2026-12-31T23:59:59.123Z', ['2026-12-31', '23:59:59', 0]],
    ['2026-12-31T23:59:59+03:00', ['2026-12-31', '23:59:59', 180]],
    ['2026-12-31T23:59:59-0330', ['2026-12-31', '23:59:59', -210]],
    ['31.12.2026 10:00:00 МСК', ['2026-12-31', '10:00:00', 180]],
    ['20261231', ['2026-12-31', null, null]],
    ['29.02.2028', ['2028-02-29', null, null]],
  ])('reads %j', (text, moment) => expect(read(text)).toEqual(moment));

  it.each(['30.02.2026', '29.02.2027', '32.01.2026', '01.13.2026', '2026-00-10', '01.01.1899', '00.01.2026'])('knows that there is no %j', (text) =>
    expect(read(text)).toBe('no_such_day'),
  );

  it.each(['', 'вчера', '31.12', '31.12.2026 25:00', '31.12.2026 10:60', '46025.2', '31.12.2026 утром', '12/31'])('refuses %j', (text) =>
    expect(read(text)).toBe('not_a_date'),
  );

  it('reads a time that stands alone', () => {
    expect(readTime('9:05')).toEqual({ time: '09:05:00', offsetMinutes: null });
    expect(readTime('09:05:06+07')).toEqual({ time: '09:05:06', offsetMinutes: 420 });
    expect(readTime('24:00')).toBeNull();
  });
});

describe('a serial number of a workbook', () => {
  it.each([
    ['46025', ['2026-01-03', null]],
    ['46025.2', ['2026-01-03', '04:48:00']],
    // Half a second before midnight, as a double keeps it, is the next day.
    ['46025.999999', ['2026-01-04', '00:00:00']],
    ['46025.999988425923', ['2026-01-03', '23:59:59']],
    ['36526', ['2000-01-01', null]],
  ])('is a day: %s', (text, moment) => expect(serial(text)).toEqual(moment));

  it('counts from 1904 where the workbook says so', () => expect(serial('44563', true)).toEqual(['2026-01-03', null]));

  it.each(['1234.56', '0.5', '999999', 'abc', '-46025', '1e5'])('is none: %s', (text) => expect(serial(text)).toBe('not_a_date'));
});
