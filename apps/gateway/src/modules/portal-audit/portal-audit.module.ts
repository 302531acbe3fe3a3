import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog, AuditModule, PaymentViews } from '../audit/index.ts';
import { ListCursors } from '../portal-payments/index.ts';
import { AuditRepository } from './audit.repository.ts';
import { PortalAuditController } from './portal-audit.controller.ts';
import { PortalAuditService } from './portal-audit.service.ts';

/** Who did what, for owners and auditors. */
@Module({
  imports: [AuditModule],
  controllers: [PortalAuditController],
  providers: [
    {
      provide: PortalAuditService,
      inject: [PG_POOL, CLOCK, RANDOM, PaymentViews, CONFIG],
      useFactory: (pool: Pool, clock: Clock, random: Random, views: PaymentViews, { authSecret }: GatewayConfig) =>
        new PortalAuditService({
          pool,
          clock,
          views,
          repository: new AuditRepository(pool),
          audit: new AuditLog(clock, random),
          cursors: new ListCursors(authSecret, 'audit'),
        }),
    },
  ],
})
export class PortalAuditModule {}
