import { UNATTENDED_HEADER as OF_THE_CONTRACT } from '@payport/contracts';
import { expect, it } from 'vitest';
import { Attendance, UNATTENDED_HEADER } from './attendance.ts';

const ALONE = { [UNATTENDED_HEADER]: '1' };

it('two minutes after the last touch what a page asks is nobody’s doing, until it is touched again', () => {
  let now = 0;
  const page = new Attendance(() => now);
  expect(page.headers()).toEqual({});
  now = 119_999;
  expect(page.headers()).toEqual({});
  now = 120_000;
  expect(page.headers()).toEqual(ALONE);
  page.touched();
  expect(page.headers()).toEqual({});
  now = 12 * 3_600_000;
  expect(page.headers()).toEqual(ALONE);
});

it('a touch is told of by itself where nothing else has told of anybody for a minute', () => {
  let now = 0;
  const page = new Attendance(() => now);
  now = 59_999;
  expect(page.touched()).toBe(false);
  now = 60_000;
  expect(page.touched()).toBe(true);
  page.headers();
  expect(page.touched()).toBe(false);
  // What went out unattended has told of nobody.
  now = 200_000;
  page.headers();
  expect(page.touched()).toBe(true);
});

it('the header is the contract’s', () => {
  expect(UNATTENDED_HEADER).toBe(OF_THE_CONTRACT);
});
