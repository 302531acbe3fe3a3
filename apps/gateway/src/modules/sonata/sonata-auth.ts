import type { Logger } from '@payport/logging';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../http/problem-error.ts';
import { loggedProblem, sendProblem } from '../../http/problem-filter.ts';
import type { ApiCaller, KnownKey } from './api-key.repository.ts';
import { bytesOf, replayed } from './door/signed-body.ts';
import type { SonataDoor } from './door/index.ts';

/** Only this document is public: an integrator reads it before there is a key. */
const PUBLIC_PATHS = new Set(['/sonata/v1/openapi.json']);
const BEARER = /^Bearer +(\S{1,200})$/i;

const callers = new WeakMap<FastifyRequest, ApiCaller>();
/** Their key is known, their signature not yet looked at: it covers the body. */
const unsigned = new WeakMap<FastifyRequest, KnownKey & { readonly signingSecret: Buffer }>();

/**
 * Authenticates before the body is even read: an unknown caller learns nothing about the syntax of a request, and costs
 * nothing. A key whose requests are signed is let in once the bytes of the body are there, before they are parsed.
 */
export function authenticateSonata(fastify: FastifyInstance, door: SonataDoor, logger: Logger): void {
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    sendProblem(loggedProblem(error, request.id, logger), request, reply);
    return reply;
  };
  fastify.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!path.startsWith('/sonata/') || PUBLIC_PATHS.has(path)) return;
    try {
      const known = await door.knownKey({ key: BEARER.exec(request.headers.authorization ?? '')?.[1], source: request.ip });
      const { signingSecret } = known;
      if (signingSecret === null) callers.set(request, await door.admit(known));
      else unsigned.set(request, { ...known, signingSecret });
    } catch (error) {
      return refuse(error, request, reply);
    }
  });
  fastify.addHook('preParsing', async (request, reply, payload) => {
    const known = unsigned.get(request);
    if (!known) return payload;
    try {
      const body = await bytesOf(payload);
      const signed = { method: request.method, target: request.originalUrl, body, source: request.ip, header: headerOf(request) };
      callers.set(request, await door.admitSigned(known, known.signingSecret, signed));
      return replayed(body);
    } catch (error) {
      return refuse(error, request, reply);
    }
  });
}

/** A header that came once; one that came twice is none. */
const headerOf = (request: FastifyRequest) => (name: string) => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

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
