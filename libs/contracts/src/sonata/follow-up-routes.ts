import type { ProblemCode } from '../problems.ts';
import { CreateCapture, CreateRefund, CreateVoid, Payment, ReportPosting } from './payment.ts';
import { ALWAYS, APPLIED, PREFER, type SonataRoute } from './route.ts';

const KEYED = { 'Idempotency-Key': { description: '1–255 visible ASCII characters, unique per property for ever', required: true }, Prefer: PREFER };

const STARTED: SonataRoute['answers'] = {
  201: {
    description: 'The new payment, its own with `original.paymentId`',
    schema: Payment,
    headers: { Location: 'The new payment', ETag: 'Strong tag', ...APPLIED },
  },
  200: {
    description: 'A replay: the new payment with its current state',
    schema: Payment,
    headers: { 'Idempotent-Replayed': 'true', Location: 'The new payment', ETag: 'Strong tag', ...APPLIED },
  },
};

const OF_EACH: readonly ProblemCode[] = [
  ...ALWAYS,
  'malformed-json',
  'idempotency-key-missing',
  'not-found',
  'payload-too-large',
  'unsupported-media-type',
  'terminal-busy',
  'terminal-disabled',
  'terminal-offline',
  'open-payment',
  'validation-failed',
  'operation-not-supported',
  'idempotency-key-reused',
];

/** What can be done with a payment that was approved. Each but the posting starts a payment of its own. */
export const FOLLOW_UP_ROUTES: readonly SonataRoute[] = [
  {
    method: 'post',
    path: '/payments/{id}/refunds',
    operationId: 'createRefund',
    summary: 'Give money of a payment back, or a part of it',
    scopes: ['refunds:write'],
    headers: KEYED,
    body: CreateRefund,
    answers: STARTED,
    problems: [
      ...OF_EACH,
      'original-not-refundable',
      'terminal-not-found',
      'possible-duplicate',
      'invalid-amount',
      'currency-not-accepted',
      'refund-exceeds-original',
    ],
  },
  {
    method: 'post',
    path: '/payments/{id}/void',
    operationId: 'voidPayment',
    summary: 'Undo a whole payment on its own terminal while its batch is open, else refund it; or release what a preauthorization reserved',
    scopes: ['refunds:write'],
    headers: KEYED,
    body: CreateVoid,
    bodyOptional: true,
    answers: STARTED,
    problems: [...OF_EACH, 'original-not-refundable', 'currency-not-accepted', 'batch-closed'],
  },
  {
    method: 'post',
    path: '/payments/{id}/capture',
    operationId: 'capturePayment',
    summary: 'Take what a preauthorization reserved, or a part of it: once, what is left is released',
    scopes: ['payments:write'],
    headers: KEYED,
    body: CreateCapture,
    answers: STARTED,
    problems: [...OF_EACH, 'invalid-amount', 'currency-not-accepted', 'capture-exceeds-authorization'],
  },
  {
    method: 'post',
    path: '/payments/{id}/posting',
    operationId: 'reportPosting',
    summary: 'Tell where the payment was posted in the folio; the same report again changes nothing, another one replaces it',
    scopes: ['payments:write'],
    body: ReportPosting,
    answers: { 200: { description: 'The payment with its posting', schema: Payment, headers: { ETag: 'Strong tag' } } },
    problems: [...ALWAYS, 'malformed-json', 'not-found', 'payload-too-large', 'unsupported-media-type', 'validation-failed'],
  },
];
