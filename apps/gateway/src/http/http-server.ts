import { MAX_BANK_FILE_BYTES, PORTAL_ROUTES } from '@payport/contracts';
import type { Clock, Random } from '@payport/domain';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';
import { sendProblem } from './problem-filter.ts';
import { requestIds } from './request-id.ts';
import { answerUnreadable } from './unreadable-request.ts';

/** Contract: bodies up to 256 KiB, checked before validation. */
export const BODY_LIMIT_BYTES = 256 * 1024;
/** Of a file; the text of the catalogue speaks of other bodies. */
export const FILE_TOO_LARGE = { ru: 'Файл больше 512 МиБ: разделите его', en: 'The file is larger than 512 MiB: split it' };
/** Of every answer, errors too: kept by nobody, taken for nothing else, shown in no frame, and told on to nobody. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};
const UPLOADS: ReadonlySet<string> = new Set(
  PORTAL_ROUTES.filter((route) => route.upload).map((route) => route.path.replaceAll(/\{(\w+)\}/g, ':$1')),
);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Fastify with our parser, request ids and the headers that every answer carries. */
export function createAdapter(clock: Clock, random: Random, trustProxy: readonly string[]): FastifyAdapter {
  const idOf = requestIds(clock, random);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: idOf,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // A held answer may take 120 s; the connection must outlive it.
    requestTimeout: 0,
    keepAliveTimeout: 75_000,
    trustProxy: [...trustProxy],
    forceCloseConnections: 'idle',
    // An address that cannot be read, or is too long to be one, is no place of ours; no hook sees it.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(new ProblemError('not-found'), request, reply.headers(SECURITY_HEADERS)),
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, idOf({ headers: {} }), SECURITY_HEADERS),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(utf8.decode(body as Buffer)));
    } catch {
      // The parser's own message may quote the body; the problem never does.
      done(new ProblemError('malformed-json'), undefined);
    }
  });
  // A file comes as it is, and is read as it comes; nothing else may be one. Fastify limits only what it collects itself.
  fastify.addContentTypeParser('application/octet-stream', (request, body, done) => {
    if (!UPLOADS.has(request.routeOptions.url ?? '')) done(new ProblemError('unsupported-media-type'), undefined);
    else if (Number(request.headers['content-length'] ?? 0) > MAX_BANK_FILE_BYTES)
      done(new ProblemError('payload-too-large', { detail: FILE_TOO_LARGE }), undefined);
    else done(null, body);
  });
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id).headers(SECURITY_HEADERS);
  });
  return adapter;
}
