import { Module } from '@nestjs/common';
import type { Clock } from '@payport/domain';
import { PgCommandStore } from '@payport/persistence';
import type { Pool } from 'pg';
import { CLOCK, PG_POOL } from '../../tokens.ts';
import { SettlementRepository } from '../settlements/index.ts';
import { EndOfDayRepository } from './end-of-day.repository.ts';
import { PortalSettlementsController } from './portal-settlements.controller.ts';
import { PortalSettlementsService } from './portal-settlements.service.ts';

/** End of day for the portal. */
@Module({
  controllers: [PortalSettlementsController],
  providers: [
    {
      provide: PortalSettlementsService,
      inject: [PG_POOL, CLOCK],
      useFactory: (pool: Pool, clock: Clock) =>
        new PortalSettlementsService({
          repository: new EndOfDayRepository(pool),
          settlements: new SettlementRepository(pool),
          commands: new PgCommandStore(pool),
          clock,
        }),
    },
  ],
})
export class PortalSettlementsModule {}
