import { NewResolution, PortalPaymentDetail, PortalPaymentList, PortalPaymentQuery, ResolutionConfirmation, ResolutionRejection } from './payment.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const PAYMENTS = '/portal/v1/payments';

export const PAYMENT_PATHS = {
  payments: PAYMENTS,
  payment: (id: string) => `${PAYMENTS}/${id}`,
  slip: (id: string) => `${PAYMENTS}/${id}/slip`,
  askAgain: (id: string) => `${PAYMENTS}/${id}/ask-again`,
  resolution: (id: string) => `${PAYMENTS}/${id}/resolution`,
  confirmResolution: (id: string) => `${PAYMENTS}/${id}/resolution/confirm`,
  rejectResolution: (id: string) => `${PAYMENTS}/${id}/resolution/reject`,
  contradictionRefund: (id: string) => `${PAYMENTS}/${id}/contradiction-refund`,
  confirmContradictionRefund: (id: string) => `${PAYMENTS}/${id}/contradiction-refund/confirm`,
  rejectContradictionRefund: (id: string) => `${PAYMENTS}/${id}/contradiction-refund/reject`,
} as const;

/** Payments: list, one, its slip, asking the device again, and deciding by hand. */
export const PAYMENT_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: PAYMENT_PATHS.payments,
    operationId: 'listPayments',
    summary: 'Payments of the properties that the person belongs to, newest first',
    query: PortalPaymentQuery,
    answers: { 200: { description: 'One page', schema: PortalPaymentList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: PAYMENT_PATHS.payment('{id}'),
    operationId: 'payment',
    summary: 'One payment with its history, its exchange with the device and its refunds',
    answers: { 200: { description: 'The payment', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'get',
    path: PAYMENT_PATHS.slip('{id}'),
    operationId: 'slip',
    summary: 'The slip as the terminal gave it, card number truncated',
    answers: { 200: { description: 'Plain text', contentType: 'text/plain; charset=utf-8' } },
    problems: [...CLOSED, 'not-found', 'no-slip'],
  },
  {
    method: 'post',
    path: PAYMENT_PATHS.askAgain('{id}'),
    operationId: 'askAgain',
    summary: 'Ask the device again about a payment whose outcome is unknown; what comes of it is read from the payment later',
    answers: { 202: { description: 'The payment as it is now; the question is under way', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'not-unknown', ...POSTED],
  },
  {
    method: 'post',
    path: PAYMENT_PATHS.resolution('{id}'),
    operationId: 'resolvePayment',
    summary: 'Decide the outcome of a payment in manual review; above the limit for refunds it waits for a second person',
    body: NewResolution,
    answers: { 200: { description: 'The payment, decided or with the proposal', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'not-in-review', 'resolution-proposed', 'validation-failed', ...POSTED],
  },
  {
    method: 'post',
    path: PAYMENT_PATHS.confirmResolution('{id}'),
    operationId: 'confirmResolution',
    summary: 'Confirm what another person proposed',
    body: ResolutionConfirmation,
    answers: { 200: { description: 'The payment, decided', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'resolution-gone', 'second-person-needed', 'validation-failed', ...POSTED],
  },
  {
    method: 'post',
    path: PAYMENT_PATHS.rejectResolution('{id}'),
    operationId: 'rejectResolution',
    summary: 'Reject a proposal, or take back one’s own',
    body: ResolutionRejection,
    answers: { 200: { description: 'The payment, undecided as before', schema: PortalPaymentDetail } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'resolution-gone', 'validation-failed', ...POSTED],
  },
];
