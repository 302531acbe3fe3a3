import { Module } from '@nestjs/common';
import type { Clock } from '@payport/domain';
import type { Pool } from 'pg';
import { CLOCK, PG_POOL } from '../../tokens.ts';
import { OverviewController } from './overview.controller.ts';
import { OverviewRepository } from './overview.repository.ts';
import { OverviewService } from './overview.service.ts';

/** The portal's first page. */
@Module({
  controllers: [OverviewController],
  providers: [
    {
      provide: OverviewService,
      inject: [PG_POOL, CLOCK],
      useFactory: (pool: Pool, clock: Clock) => new OverviewService({ repository: new OverviewRepository(pool), clock }),
    },
  ],
})
export class PortalOverviewModule {}
