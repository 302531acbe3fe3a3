import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config/config.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CONFIG, ENGINE, METRICS } from '../../tokens.ts';
import type { Engine } from '../engine/index.ts';
import { mayScrape } from './metrics-access.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for the hotel's own monitoring. A reverse proxy must not publish it. */
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  @Get()
  async scrape(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visitor = { peer: request.raw.socket.remoteAddress, headers: request.headers };
    if (!mayScrape(visitor, this.config.metricsToken)) {
      throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer realm="payport-metrics"' } });
    }
    const { contentType, text } = await this.metrics.scrape(this.engine);
    void reply.code(200).header('Content-Type', contentType).send(text);
  }
}
