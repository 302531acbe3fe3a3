import { readBounded } from '../bounded-body.ts';
import { doorProblem } from '../door-problem.ts';
import { portalConfig } from '../env.ts';
import { only } from '../header-list.ts';
import { isSameOrigin } from '../same-origin.ts';
import { DOOR_HEADERS } from '../security-headers.ts';
import { shownAnswer } from './bank-answers.ts';
import { admitTrainee } from './trainee.ts';
import type { TrainingConfig, TrainingProperty } from './training-config.ts';
import { trainingCall, type TrainingCall } from './training-routes.ts';

/** An order of the front desk with all its fields, bytes. */
const MAX_BODY_BYTES = 16 * 1024;
/** Longer than the longest wait that the Sonata API grants (120 s), ms. */
const ANSWER_LIMIT_MS = 130_000;

const TO_GATEWAY = ['accept-language', 'idempotency-key', 'if-none-match', 'last-event-id', 'prefer'];
const TO_BROWSER = [
  'content-type',
  'etag',
  'idempotent-replayed',
  'location',
  'preference-applied',
  'retry-after',
  'content-language',
  'x-request-id',
];

interface Order extends TrainingCall {
  readonly method: string;
  readonly body: Blob | null;
  readonly requestId: string;
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

/**
 * The front desk's way to the real Sonata API, and the guest's way to the simulated bank: for people of that hotel, to
 * listed routes only. The hotel's key is added here and goes no further than the gateway.
 */
export async function forwardTraining(request: Request, propertyId: string): Promise<Response> {
  const requestId = crypto.randomUUID();
  const url = new URL(request.url);
  const call = trainingCall(request.method, url.pathname.slice(`/api/training/${propertyId}`.length), url.searchParams);
  if (!call) return doorProblem(404, 'not-found', requestId);
  if (request.method !== 'GET' && !isSameOrigin(request.headers)) return doorProblem(403, 'forbidden', requestId);
  try {
    const admission = await admitTrainee(request, propertyId);
    if ('status' in admission) return doorProblem(admission.status, admission.code, requestId);
    const body = request.method === 'POST' ? await readBounded(request, MAX_BODY_BYTES) : null;
    if (body === 'too-large') return doorProblem(413, 'payload-too-large', requestId);
    const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const signal = call.streams ? request.signal : AbortSignal.any([request.signal, limit]);
    const order: Order = { ...call, method: request.method, body, requestId, headers: request.headers, signal };
    return await (call.side === 'bank' ? askBank(order, admission) : askGateway(order, admission.property));
  } catch (error) {
    // The visitor closed the page: nobody is left to answer to.
    if (request.signal.aborted) return doorProblem(503, 'unavailable', requestId);
    console.error(JSON.stringify({ msg: 'training unreachable', requestId, path: call.path, error: String(error) }));
    return doorProblem(503, 'unavailable', requestId);
  }
}

async function askGateway({ method, path, query, body, requestId, headers, signal }: Order, { apiKey }: TrainingProperty): Promise<Response> {
  const answer = await fetch(portalConfig().gatewayUrl + path + query, {
    method,
    headers: {
      ...only(headers, TO_GATEWAY),
      ...(body !== null && body.size > 0 ? { 'content-type': 'application/json' } : {}),
      authorization: `Bearer ${apiKey}`,
      'x-request-id': requestId,
    },
    body: body !== null && body.size > 0 ? body : null,
    cache: 'no-store',
    redirect: 'manual',
    signal,
  });
  // Not to be held back for compression: a stage is news only while it lasts.
  const own = { ...DOOR_HEADERS, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'x-request-id': requestId };
  return new Response(answer.body, { status: answer.status, headers: { ...own, ...only(answer.headers, TO_BROWSER) } });
}

async function askBank(order: Order, { config, property }: { config: TrainingConfig; property: TrainingProperty }): Promise<Response> {
  const terminal = property.terminals.find(({ id }) => id === order.id);
  if (order.id !== null && !terminal) return doorProblem(404, 'not-found', order.requestId);
  const path = order.path.replace('/bank', '').replace(order.id ?? '', terminal?.tid ?? '');
  const answer = await fetch(config.bank.url + path, {
    method: order.method,
    headers: { 'content-type': 'application/json' },
    body: order.body,
    cache: 'no-store',
    redirect: 'manual',
    signal: order.signal,
  });
  const headers = { ...DOOR_HEADERS, 'x-request-id': order.requestId };
  if (answer.status === 204) return new Response(null, { status: 204, headers });
  return Response.json(shownAnswer(order.path, answer.ok, await answer.json()), { status: answer.status, headers });
}
