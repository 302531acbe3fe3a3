import { Module } from '@nestjs/common';
import type { PaymentStore } from '@payport/domain';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG, ENGINE, PAYMENT_STORE, PAYMENTS, PG_POOL } from '../../tokens.ts';
import type { Engine } from '../engine/index.ts';
import type { Payments } from '../payments/index.ts';
import { ContradictionRefundsController } from './contradiction-refunds.controller.ts';
import { ListCursors } from './list-cursor.ts';
import { PortalPaymentRepository } from './portal-payment.repository.ts';
import { PortalPaymentsController } from './portal-payments.controller.ts';
import { PortalPaymentsService } from './portal-payments.service.ts';

/** Payments for people. */
@Module({
  controllers: [PortalPaymentsController, ContradictionRefundsController],
  providers: [
    {
      provide: PortalPaymentsService,
      inject: [PG_POOL, PAYMENT_STORE, PAYMENTS, ENGINE, CONFIG],
      useFactory: (
        pool: Pool,
        store: PaymentStore,
        payments: Payments,
        { resolutions, contradictionRefunds: refunds }: Engine,
        config: GatewayConfig,
      ) =>
        new PortalPaymentsService({
          repository: new PortalPaymentRepository(pool),
          store,
          payments,
          resolutions,
          refunds,
          cursors: new ListCursors(config.authSecret),
        }),
    },
  ],
})
export class PortalPaymentsModule {}
