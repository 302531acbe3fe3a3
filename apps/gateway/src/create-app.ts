import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, type Logger } from '@payport/logging';
import { systemClock, systemRandom } from '@payport/terminals-transports';
import type { FastifyInstance } from 'fastify';
import { AppModule, type World } from './app.module.ts';
import type { GatewayConfig } from './config/config.ts';
import { connectionsAllowed, limitConnections, openFilesLimit } from './http/connection-limit.ts';
import { createAdapter } from './http/http-server.ts';
import { NestLog } from './http/nest-log.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { logRequest } from './http/request-log.ts';
import { watchRequests } from './http/request-watch.ts';
import type { Metrics } from './modules/metrics/index.ts';
import type { SonataDoor } from './modules/sonata/door/index.ts';
import { authenticateSonata } from './modules/sonata/sonata-auth.ts';
import { LOGGER, METRICS, SONATA_DOOR } from './tokens.ts';

/** The gateway without its port: the same for the program and for tests. The engine is started by the caller. */
export async function createApp(config: GatewayConfig, world: World): Promise<NestFastifyApplication> {
  const logger = world.logger ?? createLogger({ level: config.logLevel, service: 'gateway' });
  const adapter = createAdapter(world.clock ?? systemClock, world.random ?? systemRandom, config.trustProxy);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, { ...world, logger }), adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  app.useGlobalFilters(new ProblemFilter(app.get<Logger>(LOGGER)));
  // Before the keys are looked at: a refused request is a request too.
  countRequests(fastify, app.get<Metrics>(METRICS), logger);
  limitConnections(fastify, connectionsAllowed(openFilesLimit()), logger);
  authenticateSonata(fastify, app.get<SonataDoor>(SONATA_DOOR), logger);
  return app;
}

function countRequests(fastify: FastifyInstance, metrics: Metrics, logger: Logger): void {
  metrics.start();
  fastify.addHook('onClose', async () => metrics.stop());
  watchRequests(fastify, (end) => {
    metrics.request(end);
    logRequest(logger, end);
  });
}
