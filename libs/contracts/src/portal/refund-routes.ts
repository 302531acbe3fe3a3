import { PortalPaymentDetail, ResolutionConfirmation, ResolutionRejection } from './payment.ts';
import { PortalRefundList, PortalRefundQuery, PortalWaitingQuery, PortalWaitingRefundList } from './refund-list.ts';
import { NewGiveBack } from './refunds.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const refund = (id: string): string => `/portal/v1/payments/${id}/refund`;

export const REFUND_PATHS = {
  refunds: '/portal/v1/refunds',
  waitingRefunds: '/portal/v1/refunds/waiting',
  giveBack: refund,
  confirmGiveBack: (id: string) => `${refund(id)}/confirm`,
  rejectGiveBack: (id: string) => `${refund(id)}/reject`,
} as const;

/** What a terminal can answer to a refund that begins. */
const TERMINAL = ['operation-not-supported', 'terminal-disabled', 'terminal-busy', 'terminal-offline'] as const;

/** Money back by people. */
export const REFUND_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: REFUND_PATHS.refunds,
    operationId: 'refunds',
    summary: 'Money back: refunds and voids, newest first',
    query: PortalRefundQuery,
    answers: { 200: { description: 'One page', schema: PortalRefundList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: REFUND_PATHS.waitingRefunds,
    operationId: 'waitingRefunds',
    summary: 'Refunds that wait for a second person, longest waiting first',
    query: PortalWaitingQuery,
    answers: { 200: { description: 'One page', schema: PortalWaitingRefundList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'post',
    path: REFUND_PATHS.giveBack('{id}'),
    operationId: 'giveBack',
    summary: 'Give money of a payment back: at once within the person’s limit, above it as a proposal for a second person',
    body: NewGiveBack,
    answers: { 200: { description: 'The payment with the running refund, or with the proposal', schema: PortalPaymentDetail } },
    problems: [
      ...CLOSED,
      'forbidden',
      'step-up-required',
      'not-found',
      'original-not-refundable',
      'refund-exceeds-original',
      'refund-stale',
      'resolution-proposed',
      'second-person-needed',
      'idempotency-key-reused',
      'invalid-amount',
      'terminal-not-found',
      ...TERMINAL,
      'validation-failed',
      ...POSTED,
    ],
  },
  {
    method: 'post',
    path: REFUND_PATHS.confirmGiveBack('{id}'),
    operationId: 'confirmGiveBack',
    summary: 'Confirm the refund that another person proposed: it starts on its terminal',
    body: ResolutionConfirmation,
    answers: { 200: { description: 'The payment with the refund, which is running', schema: PortalPaymentDetail } },
    problems: [
      ...CLOSED,
      'forbidden',
      'step-up-required',
      'not-found',
      'resolution-gone',
      'second-person-needed',
      'refund-exceeds-original',
      ...TERMINAL,
      'validation-failed',
      ...POSTED,
    ],
  },
  {
    method: 'post',
    path: REFUND_PATHS.rejectGiveBack('{id}'),
    operationId: 'rejectGiveBack',
    summary: 'Reject a proposed refund, or take back one’s own',
    body: ResolutionRejection,
    answers: { 200: { description: 'The payment without the proposal', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'resolution-gone', 'validation-failed', ...POSTED],
  },
];
