import type { Logger } from '@payport/logging';
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import { sendProblem } from './problem-filter.ts';
import { ProblemError } from './problem-error.ts';

/** Where the system tells no limit of open files, as Windows does not. */
const USUAL_LIMIT = 2_048;
/** So many callers above the limit are still told "not now" in words; the next ones are closed at once. */
export const TOLD = 32;

/**
 * How many callers may be connected: half of the files and sockets that the process may have open. The rest is kept for
 * terminals, the bank's programs and their files, the database and the journal. Were it taken by callers, a sale that is
 * already on a terminal could not read its answer, and would end unknown.
 */
export const connectionsAllowed = (openFiles: number): number => Math.max(TOLD, Math.floor(openFiles / 2));

/** The limit that the system set for this process; a number of files, sockets and pipes. */
export function openFilesLimit(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: string | number } } };
  const soft = Number(userLimits?.open_files?.soft);
  return Number.isSafeInteger(soft) && soft > 0 ? soft : USUAL_LIMIT;
}

/** Callers above the limit are refused before anything of theirs is read, so that nothing of theirs is accepted. */
export function limitConnections(fastify: FastifyInstance, limit: number, logger: Logger): void {
  const above = new WeakSet<Socket>();
  let open = 0;
  fastify.server.maxConnections = limit + TOLD;
  fastify.server.on('connection', (socket: Socket) => {
    open += 1;
    if (open > limit) above.add(socket);
    socket.once('close', () => (open -= 1));
  });
  fastify.server.on('drop', () => logger.warn({ open, limit }, 'connection_refused'));
  fastify.addHook('onRequest', (request, reply, next) => {
    if (!above.has(request.raw.socket)) return next();
    logger.warn({ open, limit, requestId: request.id }, 'connection_refused');
    sendProblem(new ProblemError('unavailable', { headers: { 'Retry-After': '5', Connection: 'close' } }), request, reply);
  });
}
