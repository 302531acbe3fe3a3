import { expect, it } from 'vitest';
import { delayBeforeAttempt } from './recovery-clock.ts';

it('asks at 2, 5, 10, 20 and 40 s, then each minute for 15 minutes, then every five', () => {
  expect(Array.from({ length: 22 }, (_, attempt) => delayBeforeAttempt(attempt) / 1000)).toEqual([
    2,
    5,
    10,
    20,
    40,
    ...Array.from({ length: 15 }, () => 60),
    300,
    300,
  ]);
});
