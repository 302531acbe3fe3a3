import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG, ENGINE, PG_POOL } from '../../tokens.ts';
import type { Engine } from '../engine/index.ts';

/** Liveness: the process answers. Readiness: it can take a payment now. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  @Get('live')
  live(): { status: 'live'; version: string } {
    return { status: 'live', version: this.config.version };
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const database = await this.databaseAnswers();
    const lease = await this.engine.lease.assertHeld().then(
      () => true,
      () => false,
    );
    const ready = database && lease && this.engine.isReady();
    void reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not_ready', version: this.config.version, checks: { database, lease, accepting: this.engine.isReady() } });
  }

  private async databaseAnswers(): Promise<boolean> {
    return this.pool.query('select 1').then(
      () => true,
      () => false,
    );
  }
}
