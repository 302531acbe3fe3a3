import { isApiKey } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../http/problem-error.ts';
import { loggedProblem, sendProblem } from '../../http/problem-filter.ts';
import type { ApiCaller, ApiKeyRepository } from './api-key.repository.ts';

/** Only this document is public: an integrator reads it before there is a key. */
const PUBLIC_PATHS = new Set(['/sonata/v1/openapi.json']);
const BEARER = /^Bearer +(\S{1,200})$/i;

const callers = new WeakMap<FastifyRequest, ApiCaller>();

/**
 * Authenticates before the body is even read: an unknown caller learns nothing about the syntax of a request, and
 * costs nothing.
 */
export function authenticateSonata(fastify: FastifyInstance, keys: ApiKeyRepository, logger: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!path.startsWith('/sonata/') || PUBLIC_PATHS.has(path)) return;
    try {
      const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
      // A mistyped key is told from its own check characters; only a well-made one costs a look into the database.
      const caller = key !== undefined && isApiKey(key) ? await keys.callerOf(key) : null;
      if (!caller) throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer realm="payport"' } });
      callers.set(request, caller);
    } catch (error) {
      sendProblem(loggedProblem(error, request.id, logger), request, reply);
      return reply;
    }
  });
}

/** @throws ProblemError `unauthorized` where no hook authenticated the request; deny by default */
export function callerOf(request: FastifyRequest): ApiCaller {
  const caller = callers.get(request);
  if (!caller) throw new ProblemError('unauthorized');
  return caller;
}

/** @throws ProblemError `forbidden` */
export function requireScope(caller: ApiCaller, scope: string): void {
  if (!caller.scopes.has(scope)) throw new ProblemError('forbidden', { members: { scope } });
}
