import { PORTAL_PATHS } from '@payport/contracts';
import { expect, it } from 'vitest';
import { isOpenRoute } from '@/server/gateway-routes.ts';
import { askAgainUrl, PAYMENTS_URL, paymentUrl, SIGN_IN_URL, SIGN_OUT_URL } from './gateway-url.ts';

const ID = '0199c0de-0000-7000-8000-000000000001';
const behindDoor = (url: string): string => url.replace('/api/gateway', '');

it('the addresses that pages ask are those of the contract', () => {
  expect([PAYMENTS_URL, paymentUrl(ID), askAgainUrl(ID)].map(behindDoor)).toEqual([
    PORTAL_PATHS.payments,
    PORTAL_PATHS.payment(ID),
    PORTAL_PATHS.askAgain(ID),
  ]);
  expect([SIGN_IN_URL, SIGN_OUT_URL].map(behindDoor)).toEqual([`${PORTAL_PATHS.auth}/sign-in/email`, `${PORTAL_PATHS.auth}/sign-out`]);
});

it('the door lets every one of them through', () => {
  expect([PAYMENTS_URL, paymentUrl(ID)].every((url) => isOpenRoute('GET', behindDoor(url)))).toBe(true);
  expect([askAgainUrl(ID), SIGN_IN_URL, SIGN_OUT_URL].every((url) => isOpenRoute('POST', behindDoor(url)))).toBe(true);
});
