import type { ProblemCode } from '../problems.ts';
import { ConfirmPayment, Payment, RollbackPayment } from './payment.ts';
import { ALWAYS, APPLIED, PREFER, type SonataRoute } from './route.ts';

const DECISION = {
  method: 'post',
  scopes: ['payments:write'],
  headers: { Prefer: PREFER },
} as const;
const PROBLEMS: readonly ProblemCode[] = [
  ...ALWAYS,
  'malformed-json',
  'not-found',
  'payload-too-large',
  'unsupported-media-type',
  'not-held',
  'validation-failed',
];
const HEADERS = { ETag: 'Strong tag', ...APPLIED };

/** What Sonata decides about a payment with `confirmation: "pms"`. */
export const TWO_PHASE_ROUTES: readonly SonataRoute[] = [
  {
    ...DECISION,
    path: '/payments/{id}/confirm',
    operationId: 'confirmPayment',
    summary: 'A held payment was posted: it is committed on the device and never undone from here on. The same call again is the same answer',
    body: ConfirmPayment,
    answers: { 200: { description: 'The payment, once it is committed or after a short wait', schema: Payment, headers: HEADERS } },
    problems: PROBLEMS,
  },
  {
    ...DECISION,
    path: '/payments/{id}/rollback',
    operationId: 'rollbackPayment',
    summary: 'A held payment will not be posted: it is undone on the device. The same call again is the same answer',
    body: RollbackPayment,
    answers: { 200: { description: 'The payment, once it is undone or after a short wait', schema: Payment, headers: HEADERS } },
    problems: PROBLEMS,
  },
];
