import { expect, it } from 'vitest';
import { readMarks, sameMarks } from './payment-marks.ts';

const answer = { payment: { updatedAt: '2026-11-24T11:00:00Z' }, events: [{}, {}], frames: [{}], family: [{ id: 'a', status: 'approved' }] };

it('reads what changes with a payment', () => {
  expect(readMarks(answer)).toEqual({ updatedAt: '2026-11-24T11:00:00Z', events: 2, frames: 1, family: 'a:approved' });
});

it.each([null, 'x', {}, { payment: null, events: [], frames: [] }, { ...answer, events: 3 }])('is not fooled by %j', (other) => {
  expect(readMarks(other)).toBeNull();
});

it('sees a note, a frame or a refund that did not move the payment itself', () => {
  const marks = { updatedAt: 'a', events: 2, frames: 1, family: 'a:approved' };
  expect(sameMarks(marks, { ...marks })).toBe(true);
  expect(
    [{ updatedAt: 'b' }, { events: 3 }, { frames: 2 }, { family: 'a:approved,b:dispatched' }].some((change) =>
      sameMarks(marks, { ...marks, ...change }),
    ),
  ).toBe(false);
});
