import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@payport/logging';
import { systemClock, systemRandom } from '@payport/terminals-transports';
import type { FastifyInstance } from 'fastify';
import { AppModule, type World } from './app.module.ts';
import type { GatewayConfig } from './config/config.ts';
import { createAdapter } from './http/http-server.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import type { ApiKeyRepository } from './modules/sonata/api-key.repository.ts';
import { authenticateSonata } from './modules/sonata/sonata-auth.ts';
import { API_KEYS, LOGGER } from './tokens.ts';

/** The gateway without its port: the same for the program and for tests. The engine is started by the caller. */
export async function createApp(config: GatewayConfig, world: World = {}): Promise<NestFastifyApplication> {
  const adapter = createAdapter(world.clock ?? systemClock, world.random ?? systemRandom, config.trustProxy);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, world), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter(app.get<Logger>(LOGGER)));
  authenticateSonata(adapter.getInstance<FastifyInstance>(), app.get<ApiKeyRepository>(API_KEYS));
  return app;
}
