/**
 * Addresses that the browser asks, all on the portal's own origin; its server passes them on to the gateway. A test
 * holds them equal to the contract's: importing that here would send the whole of zod to the browser.
 */
const DOOR = '/api/gateway';

export const PAYMENTS_URL = `${DOOR}/portal/v1/payments`;
export const paymentUrl = (id: string): string => `${PAYMENTS_URL}/${id}`;
export const askAgainUrl = (id: string): string => `${PAYMENTS_URL}/${id}/ask-again`;
export const SIGN_IN_URL = `${DOOR}/portal/v1/auth/sign-in/email`;
export const SIGN_OUT_URL = `${DOOR}/portal/v1/auth/sign-out`;
