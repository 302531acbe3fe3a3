import { expect, it } from 'vitest';
import { eventOf } from './answer-event.ts';

const answer = (status: number, body: unknown = null) => ({ status, body, headers: new Headers() });

it.each([200, 201])('%i is the payment, new or found again', (status) => {
  expect(eventOf(answer(status, { id: 'p' }))).toEqual({ type: 'payment', payment: { id: 'p' } });
});

it('a refusal with a question is a warning, any other refusal is told in the API’s own words', () => {
  expect(eventOf(answer(409, { code: 'open-payment', title: 'a', detail: 'b', payment: { id: 'p' } }))).toMatchObject({ type: 'warning' });
  expect(eventOf(answer(409, { code: 'terminal-busy', title: 'a', detail: 'b' }))).toEqual({
    type: 'refusal',
    problem: { code: 'terminal-busy', title: 'a', detail: 'b' },
  });
});

// The gateway may have the order all the same: only its key can tell.
it.each([0, 500, 502, 503, 504])('%i is no answer, never a refusal', (status) => {
  expect(eventOf(answer(status, { code: 'unavailable' }))).toEqual({ type: 'no-answer' });
});
