import { PortalCare, PortalQueue, PortalQueueExport, PortalQueueQuery } from './queue.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const payment = (id: string): string => `/portal/v1/payments/${id}`;

export const QUEUE_PATHS = {
  queue: '/portal/v1/queue',
  exportQueue: '/portal/v1/queue/export',
  takePayment: (id: string) => `${payment(id)}/take`,
  releasePayment: (id: string) => `${payment(id)}/release`,
  finishPayment: (id: string) => `${payment(id)}/finish`,
} as const;

const care = (operationId: string, path: string, summary: string): PortalRoute => ({
  method: 'post',
  path,
  operationId,
  summary,
  answers: { 200: { description: 'Who looks after it now', schema: PortalCare } },
  problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
});
const finish = care(
  'finishPayment',
  QUEUE_PATHS.finishPayment('{id}'),
  'Put it aside: what was to be mended is mended. Never while the outcome is unknown',
);

/** The queue of payments that somebody has to look after, and whose they are. */
export const QUEUE_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: QUEUE_PATHS.queue,
    operationId: 'queue',
    summary: 'Unknown outcomes, the oldest first; then what failed for a reason that staff can mend, of the last three days, the newest first',
    query: PortalQueueQuery,
    answers: { 200: { description: 'One page', schema: PortalQueue } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: QUEUE_PATHS.exportQueue,
    operationId: 'exportQueue',
    summary: 'The same queue as a file, like that of the payments; the export itself stands in the audit',
    query: PortalQueueExport,
    answers: { 200: { description: 'The file, streamed', contentType: 'text/csv; charset=utf-8' } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  care('takePayment', QUEUE_PATHS.takePayment('{id}'), 'Take it in hand, from another person, too; its open alarms with it'),
  care('releasePayment', QUEUE_PATHS.releasePayment('{id}'), 'Give one’s own back to everybody'),
  { ...finish, problems: [...finish.problems, 'not-ended'] },
];
