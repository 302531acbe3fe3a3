import type { FastifyReply } from 'fastify';

/** Aborted when the caller's connection closes before the answer: the wait ends, the payment goes on. */
export function callAborted(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
