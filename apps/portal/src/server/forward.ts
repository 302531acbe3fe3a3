import { UNATTENDED_HEADER } from '@payport/contracts';
import { readBounded } from './bounded-body.ts';
import { doorProblem } from './door-problem.ts';
import { portalConfig } from './env.ts';
import { isOpenRoute, isUploadRoute } from './gateway-routes.ts';
import { only } from './header-list.ts';
import { isSameOrigin } from './same-origin.ts';
import { DOOR_HEADERS } from './security-headers.ts';

const PREFIX = '/api/gateway';
/** What a page ever posts is a sign-in or an order without fields, bytes. */
const MAX_BODY_BYTES = 16 * 1024;
/** A file is passed on as it comes; the gateway reads it as fast as it can, and says when it is too large, ms. */
const UPLOAD_LIMIT_MS = 30 * 60_000;
/** The gateway's own limits are shorter (a link test of a device takes a minute at most); this one only frees the connection, ms. */
const ANSWER_LIMIT_MS = 90_000;

/** Told as it happens: never held back to be compressed or to fill a buffer. */
const STREAM = /\/live$/;

const TO_GATEWAY = [
  'cookie',
  'accept-language',
  'content-type',
  'last-event-id',
  'user-agent',
  'origin',
  'sec-fetch-site',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  UNATTENDED_HEADER,
];
const TO_BROWSER = ['content-type', 'x-request-id', 'retry-after', 'x-retry-after', 'content-language', 'content-disposition'];

/** Passes a request of our own page on to the gateway, and its answer back as a stream. */
export async function forwardToGateway(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(PREFIX.length);
  const requestId = crypto.randomUUID();
  if (!isOpenRoute(request.method, path)) return doorProblem(404, 'not-found', requestId);
  if (request.method !== 'GET' && !isSameOrigin(request.headers)) return doorProblem(403, 'forbidden', requestId);

  const upload = isUploadRoute(request.method, path);
  const body = request.method === 'GET' ? null : upload ? request.body : await readBounded(request, MAX_BODY_BYTES);
  if (body === 'too-large') return doorProblem(413, 'payload-too-large', requestId);
  const limit = new AbortController();
  const patience = setTimeout(() => limit.abort(new Error('no answer in time')), upload ? UPLOAD_LIMIT_MS : ANSWER_LIMIT_MS);
  // It guards one answer, and keeps no process from ending.
  patience.unref();
  try {
    const answer = await fetch(portalConfig().gatewayUrl + path + url.search, {
      method: request.method,
      headers: { ...only(request.headers, TO_GATEWAY), accept: 'application/json, text/plain, text/event-stream', 'x-request-id': requestId },
      body,
      ...(upload && { duplex: 'half' }),
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, limit.signal]),
    });
    // A file of any size takes as long as the browser's line needs, and a stream has no end.
    if (STREAM.test(path) || answer.headers.has('content-disposition')) clearTimeout(patience);
    return passOn(answer, requestId, STREAM.test(path));
  } catch (error) {
    clearTimeout(patience);
    // The visitor closed the page: nobody is left to answer to.
    if (request.signal.aborted) return doorProblem(503, 'unavailable', requestId);
    console.error(JSON.stringify({ msg: 'gateway unreachable', requestId, path, error: String(error) }));
    return doorProblem(503, 'unavailable', requestId);
  }
}

function passOn(answer: Response, requestId: string, stream: boolean): Response {
  const unbuffered = stream ? { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } : {};
  const headers = new Headers({ ...DOOR_HEADERS, ...unbuffered, 'x-request-id': requestId, ...only(answer.headers, TO_BROWSER) });
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(answer.body, { status: answer.status, headers });
}
