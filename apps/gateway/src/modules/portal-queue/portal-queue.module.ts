import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { ListCursors } from '../portal-payments/index.ts';
import { CareService } from './care.service.ts';
import { QueueController } from './queue.controller.ts';
import { QueueExportService } from './queue-export.service.ts';
import { QueueRepository } from './queue.repository.ts';
import { QueueService } from './queue.service.ts';

/** Payments that people have to look after. */
@Module({
  controllers: [QueueController],
  providers: [
    {
      provide: QueueService,
      inject: [PG_POOL, CLOCK, CONFIG],
      useFactory: (pool: Pool, clock: Clock, { authSecret }: GatewayConfig) =>
        new QueueService({
          repository: new QueueRepository(pool),
          cursors: { unknown: new ListCursors(authSecret, 'queue unknown'), care: new ListCursors(authSecret, 'queue care') },
          clock,
        }),
    },
    {
      provide: QueueExportService,
      inject: [PG_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) =>
        new QueueExportService({ pool, repository: new QueueRepository(pool), audit: new AuditLog(clock, random), clock }),
    },
    {
      provide: CareService,
      inject: [PG_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) => new CareService({ pool, clock, audit: new AuditLog(clock, random) }),
    },
  ],
})
export class PortalQueueModule {}
