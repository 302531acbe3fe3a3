import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import { PortalPaymentDetail, PortalPaymentList, PortalPaymentQuery } from './payment.ts';
import { PortalAbout, PortalSession, PortalSignedIn, PortalSignIn } from './session.ts';

/** Paths of the portal API on the gateway; the portal reaches them only through its own server. */
export const PORTAL_PATHS = {
  about: '/portal/v1/about',
  session: '/portal/v1/session',
  payments: '/portal/v1/payments',
  payment: (id: string) => `/portal/v1/payments/${id}`,
  slip: (id: string) => `/portal/v1/payments/${id}/slip`,
  askAgain: (id: string) => `/portal/v1/payments/${id}/ask-again`,
  auth: '/portal/v1/auth',
} as const;

export interface PortalRoute {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Open to people who are not signed in. */
  readonly open?: true;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Success; a schema is absent where the body is empty or plain text. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema?: z.ZodType; readonly contentType?: string }>>;
  readonly problems: readonly ProblemCode[];
}

const BROKEN: readonly ProblemCode[] = ['unavailable', 'internal-error'];
const CLOSED: readonly ProblemCode[] = ['unauthorized', ...BROKEN];
const POSTED: readonly ProblemCode[] = ['malformed-json', 'payload-too-large', 'unsupported-media-type'];

/** Every route of the portal API that exists, with every answer it can give. */
export const PORTAL_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: PORTAL_PATHS.about,
    operationId: 'about',
    open: true,
    summary: 'What the sign-in page shows before anybody has signed in',
    answers: { 200: { description: 'Version, and whether this is a demonstration', schema: PortalAbout } },
    problems: BROKEN,
  },
  {
    method: 'post',
    path: `${PORTAL_PATHS.auth}/sign-in/email`,
    operationId: 'signIn',
    open: true,
    summary: 'Sign in; the session comes as a cookie. `rate-limited` says when to try again',
    body: PortalSignIn,
    answers: { 200: { description: 'Signed in', schema: PortalSignedIn } },
    problems: ['unauthorized', 'forbidden', 'validation-failed', 'rate-limited', ...POSTED, ...BROKEN],
  },
  {
    method: 'post',
    path: `${PORTAL_PATHS.auth}/sign-out`,
    operationId: 'signOut',
    open: true,
    summary: 'End the session; the same without one',
    answers: { 204: { description: 'Signed out' } },
    problems: ['forbidden', ...POSTED, ...BROKEN],
  },
  {
    method: 'get',
    path: PORTAL_PATHS.session,
    operationId: 'session',
    summary: 'Who sits there, and where that person may look',
    answers: { 200: { description: 'The person, and their properties with terminals', schema: PortalSession } },
    problems: CLOSED,
  },
  {
    method: 'get',
    path: PORTAL_PATHS.payments,
    operationId: 'listPayments',
    summary: 'Payments of the properties that the person belongs to, newest first',
    query: PortalPaymentQuery,
    answers: { 200: { description: 'One page', schema: PortalPaymentList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: PORTAL_PATHS.payment('{id}'),
    operationId: 'payment',
    summary: 'One payment with its history, its exchange with the device and its refunds',
    answers: { 200: { description: 'The payment', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'get',
    path: PORTAL_PATHS.slip('{id}'),
    operationId: 'slip',
    summary: 'The slip as the terminal gave it, card number truncated',
    answers: { 200: { description: 'Plain text', contentType: 'text/plain; charset=utf-8' } },
    problems: [...CLOSED, 'not-found', 'no-slip'],
  },
  {
    method: 'post',
    path: PORTAL_PATHS.askAgain('{id}'),
    operationId: 'askAgain',
    summary: 'Ask the device again about a payment whose outcome is unknown; what comes of it is read from the payment later',
    answers: { 202: { description: 'The payment as it is now; the question is under way', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'not-unknown', ...POSTED],
  },
];
