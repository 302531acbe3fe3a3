import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { AcquirerOperations, Clock, Random } from '@payport/domain';
import { createLogger, type Logger } from '@payport/logging';
import { createPool, PgBankOperationStore, PgCommandStore, PgInstanceStore, PgPaymentStore } from '@payport/persistence';
import type { DriverDefinition, ProgramHost, WireHost } from '@payport/terminals-core';
import { loadDriver } from '@payport/terminals-registry';
import { NodeProgramHost, NodeWireHost, systemClock, systemRandom } from '@payport/terminals-transports';
import type { Pool } from 'pg';
import type { GatewayConfig } from './config/config.ts';
import { AccessModule } from './modules/access/index.ts';
import { BankFilesModule, type FileReading } from './modules/bank-files/index.ts';
import { plainPapers, type PaperMaker } from './modules/documents/index.ts';
import { AccountModule } from './modules/account/index.ts';
import { AlarmsModule } from './modules/alarms/index.ts';
import { Engine, engineLog } from './modules/engine/index.ts';
import { EntryModule } from './modules/entry/index.ts';
import { HealthController } from './modules/health/health.controller.ts';
import { LiveModule } from './modules/live/index.ts';
import { Metrics, MetricsController } from './modules/metrics/index.ts';
import { FileOutcomeJournal } from './modules/outcome-journal/index.ts';
import { NO_CHECKPOINTS, type Checkpoints, type OutcomeJournal } from './modules/payments/index.ts';
import { PeopleModule } from './modules/people/index.ts';
import { PortalTerminalsModule } from './modules/portal-terminals/index.ts';
import { PropertiesModule } from './modules/properties/index.ts';
import { PortalAuditModule } from './modules/portal-audit/index.ts';
import { PortalCommandsModule } from './modules/portal-commands/index.ts';
import { PortalOverviewModule } from './modules/portal-overview/index.ts';
import { PortalPaymentsModule } from './modules/portal-payments/index.ts';
import { PortalQueueModule } from './modules/portal-queue/index.ts';
import { PortalViewsModule } from './modules/portal-views/index.ts';
import { ReconciliationModule } from './modules/reconciliation/index.ts';
import { ReconciliationDeskModule } from './modules/reconciliation-desk/index.ts';
import { PortalSettlementsModule } from './modules/portal-settlements/index.ts';
import { sonataDoor } from './modules/sonata/door/index.ts';
import { SonataCapturesController } from './modules/sonata/captures.controller.ts';
import { OpenApiController } from './modules/sonata/openapi.controller.ts';
import { PaymentEventsController } from './modules/sonata/payment-events.controller.ts';
import { SonataPaymentsController } from './modules/sonata/payments.controller.ts';
import { SonataPostingsController } from './modules/sonata/postings.controller.ts';
import { SonataRefundsController } from './modules/sonata/refunds.controller.ts';
import { SonataSettlementsController } from './modules/sonata/settlements.controller.ts';
import { SonataTerminalsController } from './modules/sonata/terminals.controller.ts';
import { SonataTwoPhaseController } from './modules/sonata/two-phase.controller.ts';
import { DriverDirectory } from './modules/terminal-sessions/index.ts';
import { TerminalRepository, TerminalsService } from './modules/terminals/index.ts';
import { WebhooksModule } from './modules/webhooks/index.ts';
import {
  BANK_FILE_READING,
  CHECKPOINTS,
  CLOCK,
  COMMANDS,
  CONFIG,
  DRIVERS,
  ENGINE,
  LOGGER,
  METRICS,
  PAPERS,
  PAYMENT_STORE,
  PAYMENTS,
  PG_POOL,
  PROGRAMS,
  RANDOM,
  RECONCILES,
  SONATA_DOOR,
  TERMINALS,
} from './tokens.ts';

/** What a test may put in the place of the real world, and what there is no place for but what is said. */
export interface World {
  /** How files of strangers are read: the program reads them in a thread of their own, with limits. Nothing is taken for granted here. */
  readonly bankFileReading: FileReading;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly programs?: ProgramHost;
  readonly wires?: WireHost;
  readonly checkpoints?: Checkpoints;
  readonly journal?: OutcomeJournal;
  readonly logger?: Logger;
  /** The acquirer's operations API; none of the supported acquirers has one yet. */
  readonly acquirer?: AcquirerOperations;
  /** How papers are made: the program makes them in threads of their own. */
  readonly papers?: PaperMaker;
  /** False: nobody reconciles but who asks; a test puts down results by hand. */
  readonly reconciles?: boolean;
  readonly loadDriver?: (id: string) => Promise<DriverDefinition | null>;
}

const PROVIDED = [
  BANK_FILE_READING,
  PAPERS,
  CLOCK,
  COMMANDS,
  CONFIG,
  DRIVERS,
  ENGINE,
  LOGGER,
  METRICS,
  PAYMENT_STORE,
  PAYMENTS,
  PG_POOL,
  RANDOM,
  RECONCILES,
  SONATA_DOOR,
  TERMINALS,
];

/** What people see through the portal. */
const PAGES = [
  AccessModule,
  AccountModule,
  AlarmsModule,
  BankFilesModule,
  EntryModule,
  LiveModule,
  PeopleModule,
  PropertiesModule,
  PortalAuditModule,
  PortalCommandsModule,
  PortalOverviewModule,
  PortalPaymentsModule,
  PortalQueueModule,
  PortalViewsModule,
  ReconciliationModule,
  ReconciliationDeskModule,
  PortalSettlementsModule,
  PortalTerminalsModule,
  WebhooksModule,
];

const CONTROLLERS = [
  HealthController,
  MetricsController,
  OpenApiController,
  SonataTerminalsController,
  SonataSettlementsController,
  SonataPaymentsController,
  SonataRefundsController,
  SonataCapturesController,
  SonataPostingsController,
  SonataTwoPhaseController,
  PaymentEventsController,
];

/** The composition root: wiring only. */
@Global()
@Module({})
export class AppModule {
  static with(config: GatewayConfig, world: World): DynamicModule {
    return {
      module: AppModule,
      imports: PAGES,
      controllers: CONTROLLERS,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useValue: world.clock ?? systemClock },
        { provide: RANDOM, useValue: world.random ?? systemRandom },
        {
          provide: PROGRAMS,
          inject: [CLOCK],
          useFactory: (clock: Clock) => world.programs ?? new NodeProgramHost({ clock, environment: config.bankProgramEnvironment }),
        },
        { provide: BANK_FILE_READING, useValue: world.bankFileReading },
        { provide: PAPERS, useValue: world.papers ?? plainPapers },
        { provide: RECONCILES, useValue: world.reconciles ?? true },
        { provide: CHECKPOINTS, useValue: world.checkpoints ?? NO_CHECKPOINTS },
        { provide: LOGGER, useValue: world.logger ?? createLogger({ level: config.logLevel, service: 'gateway' }) },
        {
          provide: PG_POOL,
          inject: [LOGGER],
          useFactory: (logger: Logger) =>
            createPool(config.databaseUrl, {
              applicationName: 'payport-gateway',
              max: config.poolSize,
              pipeline: true,
              onError: (error) => logger.warn({ err: error }, 'idle_connection_broke'),
            }),
        },
        { provide: PAYMENT_STORE, inject: [PG_POOL], useFactory: (pool: Pool) => new PgPaymentStore(pool) },
        {
          provide: SONATA_DOOR,
          inject: [PG_POOL, CLOCK, RANDOM],
          useFactory: (pool: Pool, clock: Clock, random: Random) => sonataDoor(config.authSecret, pool, clock, random),
        },
        {
          provide: DRIVERS,
          inject: [CLOCK, RANDOM, PROGRAMS],
          useFactory: (clock: Clock, random: Random, programs: ProgramHost) =>
            new DriverDirectory(world.loadDriver ?? loadDriver, { clock, random, programs, wires: world.wires ?? new NodeWireHost() }),
        },
        {
          provide: TERMINALS,
          inject: [PG_POOL, DRIVERS],
          useFactory: (pool: Pool, drivers: DriverDirectory) => new TerminalsService(new TerminalRepository(pool), drivers),
        },
        {
          provide: METRICS,
          inject: [CLOCK, PG_POOL],
          useFactory: (clock: Clock, pool: Pool) =>
            new Metrics({ clock, pool, poolSize: config.poolSize, version: config.version, instance: config.instanceId }),
        },
        engineProvider(config, world),
        { provide: PAYMENTS, inject: [ENGINE], useFactory: (engine: Engine) => engine.payments },
        { provide: COMMANDS, inject: [ENGINE], useFactory: (engine: Engine) => engine.commands },
      ],
      exports: PROVIDED,
    };
  }
}

function engineProvider(config: GatewayConfig, world: World): Provider {
  return {
    provide: ENGINE,
    inject: [PG_POOL, PAYMENT_STORE, DRIVERS, CLOCK, RANDOM, CHECKPOINTS, LOGGER, METRICS],
    useFactory: (
      pool: Pool,
      store: PgPaymentStore,
      drivers: DriverDirectory,
      clock: Clock,
      random: Random,
      checkpoints: Checkpoints,
      logger: Logger,
      { payments: observer }: Metrics,
    ) => {
      const { journalFolder: folder, instanceId } = config;
      const journal = world.journal ?? new FileOutcomeJournal({ folder, instanceId, log: engineLog(logger, observer) });
      const commands = new PgCommandStore(pool);
      const instances = new PgInstanceStore(pool, config.databaseUrl);
      const bank = { lines: new PgBankOperationStore(pool), acquirer: world.acquirer ?? null };
      return new Engine({ config, pool, store, commands, drivers, clock, random, checkpoints, logger, observer, journal, bank, instances });
    },
  };
}
