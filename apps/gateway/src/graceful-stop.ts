import type { Logger } from '@payport/logging';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Engine } from './modules/engine/index.ts';

/** How long an answer that is being read, or a request that is being written, may hold up the end, ms. */
const CLOSE_LIMIT_MS = 5_000;

export interface Stoppable {
  readonly app: NestFastifyApplication;
  readonly engine: Pick<Engine, 'stop'>;
  readonly pool: { end(): Promise<void> };
  readonly logger: Logger;
}

/**
 * The way to stop: new payments are refused, what is on a device ends, its caller is answered, streams are closed. A
 * second wish changes nothing: money work is not cut, and who must be quicker has `kill -9`, which is safe too.
 */
export function gracefulStop({ app, engine, pool, logger }: Stoppable): (signal: string) => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await engine.stop();
    const server = app.getHttpServer();
    const limit = setTimeout(() => {
      logger.warn({}, 'connections_cut');
      server.closeAllConnections();
    }, CLOSE_LIMIT_MS);
    try {
      await app.close();
    } finally {
      clearTimeout(limit);
    }
    await pool.end();
    logger.info({}, 'gateway_stopped');
  };
  return (signal) => {
    logger.info({ signal, again: stopping !== undefined }, 'gateway_draining');
    return (stopping ??= stop());
  };
}
