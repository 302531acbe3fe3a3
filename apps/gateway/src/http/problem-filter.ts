import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@payport/logging';
import { LOGGER } from '../tokens.ts';
import { languageOf } from './language.ts';
import { problemBody } from './problem-answer.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Postgres and the network say by these codes that the database is away, out of room, or takes longer than a request may
 * wait; nothing of ours was sent then.
 */
const NOT_NOW = /^(08|57P0|57014|53|55P03|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EMFILE|ENFILE)/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The one place where errors become answers. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProblemError('payload-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ProblemError('unsupported-media-type');
  if (code.startsWith('FST_ERR_CTP_')) return new ProblemError('malformed-json');
  if (error instanceof HttpException) return fromHttp(error);
  if (
    NOT_NOW.test(code) ||
    (error instanceof Error && /connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(error.message))
  ) {
    return new ProblemError('unavailable', { headers: { 'Retry-After': '5' } });
  }
  return new ProblemError('internal-error');
}

function fromHttp(error: HttpException): ProblemError {
  switch (error.getStatus()) {
    case 404:
      return new ProblemError('not-found');
    case 413:
      return new ProblemError('payload-too-large');
    case 415:
      return new ProblemError('unsupported-media-type');
    case 400:
      return new ProblemError('malformed-json');
    default:
      return new ProblemError('internal-error');
  }
}

/** As `toProblem`; what is our fault or the database's is told to the operator too. */
export function loggedProblem(error: unknown, requestId: string, logger: Logger): ProblemError {
  const problem = toProblem(error);
  if (problem.code === 'internal-error') logger.error({ err: error, requestId }, 'request_failed');
  else if (problem.code === 'unavailable') logger.warn({ requestId, cause: codeOf(error) }, 'unavailable');
  return problem;
}

export function sendProblem(error: ProblemError, request: FastifyRequest, reply: FastifyReply): void {
  const body = problemBody(error, request.id, languageOf(request));
  if (error.options.headers) void reply.headers(error.options.headers);
  void reply
    .code(body.status)
    .header('Cache-Control', 'no-store')
    .header('X-Request-Id', request.id)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(loggedProblem(error, request.id, this.logger), request, reply);
  }
}
