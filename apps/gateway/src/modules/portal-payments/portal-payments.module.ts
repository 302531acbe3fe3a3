import { Module } from '@nestjs/common';
import type { Clock, PaymentStore, Random } from '@payport/domain';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, ENGINE, PAPERS, PAYMENT_STORE, PAYMENTS, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog, AuditModule } from '../audit/index.ts';
import type { PaperMaker } from '../documents/index.ts';
import type { Engine } from '../engine/index.ts';
import type { Payments } from '../payments/index.ts';
import { PaymentLines } from '../reconciliation-desk/index.ts';
import { SettlementRepository } from '../settlements/index.ts';
import { PaymentDeliveries } from '../webhooks/index.ts';
import { DossierController } from './dossier/dossier.controller.ts';
import { DossierRepository } from './dossier/dossier.repository.ts';
import { DossierService } from './dossier/dossier.service.ts';
import { ContradictionRefundsController } from './contradiction-refunds.controller.ts';
import { PaymentExportController } from './export/payment-export.controller.ts';
import { PaymentExportService } from './export/payment-export.service.ts';
import { ListCursors } from './list-cursor.ts';
import { PortalPaymentRepository } from './portal-payment.repository.ts';
import { PortalPaymentsController } from './portal-payments.controller.ts';
import { PortalPaymentsService } from './portal-payments.service.ts';
import { GiveBackController } from './refunds/give-back.controller.ts';
import { RefundDeskRepository } from './refunds/refund-desk.repository.ts';
import { RefundListController } from './refunds/refund-list.controller.ts';
import { RefundListRepository } from './refunds/refund-list.repository.ts';
import { RefundListService } from './refunds/refund-list.service.ts';
import { SearchController } from './search/search.controller.ts';
import { SearchRepository } from './search/search.repository.ts';
import { SearchService } from './search/search.service.ts';
import { PaymentLooks } from './traces/payment-looks.ts';
import { TracesController } from './traces/traces.controller.ts';
import { TracesService } from './traces/traces.service.ts';

/** Payments for people. */
@Module({
  imports: [AuditModule],
  controllers: [
    PaymentExportController,
    PortalPaymentsController,
    ContradictionRefundsController,
    GiveBackController,
    RefundListController,
    DossierController,
    TracesController,
    SearchController,
  ],
  providers: [
    {
      provide: SearchService,
      inject: [PG_POOL, CLOCK],
      useFactory: (pool: Pool, clock: Clock) =>
        new SearchService({ search: new SearchRepository(pool), payments: new PortalPaymentRepository(pool), clock }),
    },
    {
      provide: PortalPaymentsService,
      inject: [PG_POOL, PAYMENT_STORE, PAYMENTS, ENGINE, CONFIG, SearchService, CLOCK],
      useFactory: (
        pool: Pool,
        store: PaymentStore,
        payments: Payments,
        { resolutions, contradictionRefunds: refunds, personRefunds }: Engine,
        config: GatewayConfig,
        search: SearchService,
        clock: Clock,
      ) =>
        new PortalPaymentsService({
          repository: new PortalPaymentRepository(pool),
          store,
          payments,
          resolutions,
          refunds,
          personRefunds,
          refundDesk: new RefundDeskRepository(pool),
          cursors: new ListCursors(config.authSecret),
          search,
          clock,
        }),
    },
    {
      provide: RefundListService,
      inject: [PG_POOL, PortalPaymentsService, CONFIG],
      useFactory: (pool: Pool, list: PortalPaymentsService, { authSecret }: GatewayConfig) =>
        new RefundListService({ list, repository: new RefundListRepository(pool), cursors: new ListCursors(authSecret, 'refunds waiting') }),
    },
    {
      provide: TracesService,
      inject: [PG_POOL, PAYMENT_STORE],
      useFactory: (pool: Pool, store: PaymentStore) =>
        new TracesService({
          store,
          deliveries: new PaymentDeliveries(pool),
          lines: new PaymentLines(pool),
          settlements: new SettlementRepository(pool),
          looks: new PaymentLooks(pool),
        }),
    },
    {
      provide: DossierService,
      inject: [PG_POOL, PortalPaymentsService, PAYMENT_STORE, CLOCK, RANDOM, PAPERS],
      useFactory: (pool: Pool, payments: PortalPaymentsService, store: PaymentStore, clock: Clock, random: Random, papers: PaperMaker) =>
        new DossierService({ pool, payments, store, clock, papers, audit: new AuditLog(clock, random), repository: new DossierRepository(pool) }),
    },
    {
      provide: PaymentExportService,
      inject: [PG_POOL, PortalPaymentsService, CLOCK, RANDOM],
      useFactory: (pool: Pool, list: PortalPaymentsService, clock: Clock, random: Random) =>
        new PaymentExportService({
          pool,
          list,
          rows: new PortalPaymentRepository(pool),
          refunds: new RefundListRepository(pool),
          audit: new AuditLog(clock, random),
        }),
    },
  ],
})
export class PortalPaymentsModule {}
