import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** How one request ended. Everything in it is from our own tables, so that neither a log nor a label can carry what a caller sent. */
export interface RequestEnd {
  readonly requestId: string;
  readonly method: string;
  /** The template, such as `/sonata/v1/payments/:id`; `unmatched` where no route fits. */
  readonly route: string;
  readonly status: number;
  /** The caller went away before the answer was complete. */
  readonly aborted: boolean;
  /** The answer was held on purpose (`Prefer: wait`) or is a stream: its time says nothing about our speed. */
  readonly held: boolean;
  readonly seconds: number;
  readonly paymentId: string | null;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const STREAM = /\/events$/;
const PAYMENT = /^\/sonata\/v1\/payments\/([0-9a-f-]{36})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells the end of every request, after its answer left: also of those that no route, key or parser let in. */
export function watchRequests(fastify: FastifyInstance, tell: (end: RequestEnd) => void): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const startedAt = performance.now();
    let complete = false;
    reply.raw.once('finish', () => {
      complete = true;
    });
    reply.raw.once('close', () => tell({ ...endOf(request, reply), aborted: !complete, seconds: (performance.now() - startedAt) / 1000 }));
    done();
  });
}

function endOf(request: FastifyRequest, reply: FastifyReply): Omit<RequestEnd, 'aborted' | 'seconds'> {
  const route = request.routeOptions.url ?? 'unmatched';
  return {
    requestId: request.id,
    method: METHODS.has(request.method) ? request.method : 'OTHER',
    route,
    status: reply.raw.statusCode,
    held: STREAM.test(route) || reply.hasHeader('preference-applied'),
    paymentId: paymentOf(request, reply, route),
  };
}

/** The payment that a request was about: named by its address, or made by it. */
function paymentOf(request: FastifyRequest, reply: FastifyReply, route: string): string | null {
  const location = reply.getHeader('location');
  const made = typeof location === 'string' ? PAYMENT.exec(location)?.[1] : undefined;
  if (made !== undefined) return made;
  if (!route.includes('/payments/:id')) return null;
  const { id } = request.params as { readonly id?: string };
  return id !== undefined && UUID.test(id) ? id.toLowerCase() : null;
}
