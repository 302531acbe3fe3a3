import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Pool } from 'pg';
import { CLOCK, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { PortalViewsController } from './portal-views.controller.ts';
import { PortalViewsService } from './portal-views.service.ts';

/** Lists as people like to look at them. */
@Module({
  controllers: [PortalViewsController],
  providers: [
    {
      provide: PortalViewsService,
      inject: [PG_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) => new PortalViewsService({ pool, clock, random, audit: new AuditLog(clock, random) }),
    },
  ],
})
export class PortalViewsModule {}
