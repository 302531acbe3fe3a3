import { expect, it } from 'vitest';
import { sumWaiting } from './sum-waiting.ts';

const TOLD = {
  data: [
    { property: 'a', refunds: 2, resolutions: 0 },
    { property: 'b', refunds: 1, resolutions: 3 },
  ],
};

it('what waits is added up over all hotels, or told of one', () => {
  expect(sumWaiting(TOLD, null)).toEqual({ refunds: 3, resolutions: 3 });
  expect(sumWaiting(TOLD, 'b')).toEqual({ refunds: 1, resolutions: 3 });
  expect(sumWaiting(TOLD, 'c')).toEqual({ refunds: 0, resolutions: 0 });
});

it('is not zero where it could not be read', () => {
  expect(sumWaiting(null, null)).toBeNull();
  expect(sumWaiting(null, 'a')).toBeNull();
});
