import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import { CreatePayment, Payment, PaymentList, PaymentListQuery } from './payment.ts';
import { TerminalList, TerminalQuery } from './terminal.ts';

export interface RouteAnswer {
  readonly description: string;
  /** Absent where the body is empty or plain text. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SonataRoute {
  readonly method: 'get' | 'post';
  /** OpenAPI path, below the base path. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly scopes: readonly string[];
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  readonly problems: readonly ProblemCode[];
}

const PREFER = { description: '`wait=N`: hold the answer up to N seconds (at most 120)', required: false };
const ALWAYS: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'unavailable', 'internal-error'];
const APPLIED = { 'Preference-Applied': 'wait=<seconds used>, where Prefer was sent' };

/** Every route of the Sonata API that exists, with every status it can answer. */
export const SONATA_ROUTES: readonly SonataRoute[] = [
  {
    method: 'get',
    path: '/terminals',
    operationId: 'listTerminals',
    summary: "The property's terminals, the workstation's default first",
    scopes: ['payments:read'],
    query: TerminalQuery,
    answers: { 200: { description: 'Terminals and whether each is free', schema: TerminalList } },
    problems: [...ALWAYS, 'validation-failed'],
  },
  {
    method: 'post',
    path: '/payments',
    operationId: 'createPayment',
    summary: 'Take a payment (positive amount) or give money back (negative amount) on a terminal',
    scopes: ['payments:write', 'refunds:write', 'refunds:blind'],
    headers: { 'Idempotency-Key': { description: '1–255 visible ASCII characters, unique per property for ever', required: true }, Prefer: PREFER },
    body: CreatePayment,
    answers: {
      201: { description: 'A new payment', schema: Payment, headers: { Location: 'The payment', ETag: 'Strong tag', ...APPLIED } },
      200: {
        description: 'A replay: the payment with its current state',
        schema: Payment,
        headers: { 'Idempotent-Replayed': 'true', Location: 'The payment', ETag: 'Strong tag', ...APPLIED },
      },
    },
    problems: [
      ...ALWAYS,
      'malformed-json',
      'idempotency-key-missing',
      'terminal-not-found',
      'not-found',
      'payload-too-large',
      'unsupported-media-type',
      'terminal-busy',
      'terminal-disabled',
      'terminal-offline',
      'open-payment',
      'possible-duplicate',
      'original-ambiguous',
      'original-not-refundable',
      'validation-failed',
      'invalid-amount',
      'currency-not-accepted',
      'operation-not-supported',
      'two-phase-not-supported',
      'idempotency-key-reused',
      'refund-exceeds-original',
    ],
  },
  {
    method: 'get',
    path: '/payments',
    operationId: 'listPayments',
    summary: 'Look payments up, newest first: for recovery after a crash of the PMS',
    scopes: ['payments:read'],
    query: PaymentListQuery,
    answers: { 200: { description: 'One page', schema: PaymentList } },
    problems: [...ALWAYS, 'validation-failed'],
  },
  {
    method: 'get',
    path: '/payments/{id}',
    operationId: 'getPayment',
    summary: 'One payment; holds until the outcome is known, or the resource differs from If-None-Match',
    scopes: ['payments:read'],
    headers: { Prefer: PREFER, 'If-None-Match': { description: 'A tag seen before', required: false } },
    answers: {
      200: { description: 'The payment', schema: Payment, headers: { ETag: 'Strong tag', ...APPLIED } },
      304: { description: 'The tag still fits', headers: { ETag: 'Strong tag' } },
    },
    problems: [...ALWAYS, 'not-found'],
  },
  {
    method: 'post',
    path: '/payments/{id}/cancel',
    operationId: 'cancelPayment',
    summary: "Ask the device to stop; the payment's own state tells what came of it",
    scopes: ['payments:write'],
    headers: { Prefer: PREFER },
    answers: { 202: { description: 'Asked, or asked before', schema: Payment, headers: { Location: 'The payment', ...APPLIED } } },
    problems: [...ALWAYS, 'not-found', 'not-cancellable', 'operation-not-supported'],
  },
  {
    method: 'get',
    path: '/payments/{id}/events',
    operationId: 'streamPayment',
    summary: 'Server-sent events: the whole payment at every change of state or stage; resumable with Last-Event-ID',
    scopes: ['payments:read'],
    headers: { 'Last-Event-ID': { description: 'The last sequence number seen', required: false } },
    answers: { 200: { description: 'event: payment, data: the payment, id: sequence number', contentType: 'text/event-stream' } },
    problems: [...ALWAYS, 'not-found'],
  },
  {
    method: 'get',
    path: '/payments/{id}/slip',
    operationId: 'getSlip',
    summary: 'The slip as the terminal gave it, card number truncated',
    scopes: ['payments:read'],
    answers: { 200: { description: 'Plain text', contentType: 'text/plain; charset=utf-8' } },
    problems: [...ALWAYS, 'not-found', 'no-slip'],
  },
];
