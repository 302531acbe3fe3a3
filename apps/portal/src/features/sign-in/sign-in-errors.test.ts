import { expect, it } from 'vitest';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { checkCredentials, explainFailure } from './sign-in-errors.ts';

const failed = (status: number) => explainFailure(new PortalRequestFailed(status, null, null, 'req-1'));

it.each([401, 400, 404, 422])('%d reads the same, so that nobody learns who has an account', (status) => {
  expect(failed(status)).toEqual({ text: 'wrong', requestId: null, minutes: 0 });
});

it.each([
  [429, 'tooMany', null],
  [0, 'unavailable', 'req-1'],
  [503, 'unavailable', 'req-1'],
  [403, 'unexpected', 'req-1'],
  [500, 'unexpected', 'req-1'],
] as const)('%d reads as %s', (status, text, requestId) => {
  expect(failed(status)).toEqual({ text, requestId, minutes: 0 });
});

it('a locked account says how long', () => {
  const locked = new PortalRequestFailed(429, 'rate-limited', null, null, undefined, {}, 30);
  expect(explainFailure(locked)).toEqual({ text: 'tooMany', requestId: null, minutes: 30 });
});

it('a fault of the page itself does not blame the visitor', () => {
  expect(explainFailure(new TypeError('x')).text).toBe('unexpected');
});

it.each([
  ['', '', { email: 'emailMissing', password: 'passwordMissing' }],
  ['anna', 'x', { email: 'emailInvalid', password: null }],
  ['анна@отель.рф', 'x', { email: null, password: null }],
  ['owner@grand.example', ' ', { email: null, password: null }],
] as const)('checks only what is certainly wrong: %j', (email, password, faults) => {
  expect(checkCredentials(email, password)).toEqual(faults);
});
