import { expect, it } from 'vitest';
import { isOpenRoute } from './gateway-routes.ts';

const ID = '0199c0de-0000-7000-8000-000000000001';

it.each([
  ['GET', '/portal/v1/session'],
  ['GET', '/portal/v1/payments'],
  ['GET', `/portal/v1/payments/${ID}`],
  ['GET', `/portal/v1/payments/${ID}/slip`],
  ['POST', `/portal/v1/payments/${ID}/ask-again`],
  ['POST', '/portal/v1/auth/sign-in/email'],
  ['POST', '/portal/v1/auth/sign-out'],
])('%s %s is open', (method, path) => {
  expect(isOpenRoute(method, path)).toBe(true);
});

it.each([
  ['GET', '/sonata/v1/payments'],
  ['POST', '/sonata/v1/payments'],
  ['GET', '/health/ready'],
  ['GET', '/metrics'],
  ['GET', '/portal/v1/about'],
  ['GET', '/portal/v1/'],
  ['GET', '/portal/v1/payments/../../sonata/v1/payments'],
  ['GET', '/portal/v1/payments/%2e%2e'],
  ['GET', `/portal/v1/payments/${ID}/slip/more`],
  ['GET', `/x/portal/v1/payments/${ID}`],
  ['POST', '/portal/v1/payments'],
  ['POST', `/portal/v1/payments/${ID}`],
  ['DELETE', `/portal/v1/payments/${ID}`],
  ['GET', `/portal/v1/payments/${ID}/ask-again`],
  ['POST', '/portal/v1/auth/sign-up/email'],
  ['GET', '/portal/v1/auth/get-session'],
  ['GET', ''],
])('%s %s does not exist for a browser', (method, path) => {
  expect(isOpenRoute(method, path)).toBe(false);
});
