import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { registeredDrivers } from '@payport/terminals-registry';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, DRIVERS, ENGINE, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import type { Engine } from '../engine/index.ts';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import { LinkProofs } from './link-proof.ts';
import { LinkTestsService } from './link-tests.service.ts';
import { LinkTrial } from './link-trial.ts';
import { PortalTerminalRepository } from './portal-terminal.repository.ts';
import { PortalTerminalsController } from './portal-terminals.controller.ts';
import { PortalTerminalsService } from './portal-terminals.service.ts';
import { TerminalDeskService } from './terminal-desk.service.ts';
import { TerminalRecorder } from './terminal-record.ts';
import { TerminalSetUpController } from './terminal-set-up.controller.ts';

/** Terminals for people. */
@Module({
  controllers: [PortalTerminalsController, TerminalSetUpController],
  providers: [
    { provide: PortalTerminalRepository, inject: [PG_POOL], useFactory: (pool: Pool) => new PortalTerminalRepository(pool) },
    { provide: LinkProofs, inject: [CONFIG, CLOCK], useFactory: (config: GatewayConfig, clock: Clock) => new LinkProofs(config.authSecret, clock) },
    {
      provide: LinkTrial,
      inject: [PG_POOL, CLOCK, LOGGER, CONFIG, ENGINE],
      useFactory: (pool: Pool, clock: Clock, logger: Logger, config: GatewayConfig, engine: Engine) =>
        new LinkTrial({
          pool,
          clock,
          log: { warn: (event, fields) => logger.warn(fields, event) },
          instanceId: config.instanceId,
          assertMaySend: engine.lease.assertHeld,
        }),
    },
    {
      provide: PortalTerminalsService,
      inject: [PortalTerminalRepository, DRIVERS],
      useFactory: (repository: PortalTerminalRepository, drivers: DriverDirectory) =>
        new PortalTerminalsService({ repository, drivers, driverIds: registeredDrivers() }),
    },
    {
      provide: LinkTestsService,
      inject: [PortalTerminalRepository, DRIVERS, LinkTrial, LinkProofs],
      useFactory: (repository: PortalTerminalRepository, drivers: DriverDirectory, trial: LinkTrial, proofs: LinkProofs) =>
        new LinkTestsService({ repository, drivers, trial, proofs }),
    },
    {
      provide: TerminalDeskService,
      inject: [PG_POOL, CLOCK, RANDOM, PortalTerminalRepository, DRIVERS, LinkTestsService, LinkTrial, LinkProofs],
      useFactory: (
        pool: Pool,
        clock: Clock,
        random: Random,
        repository: PortalTerminalRepository,
        drivers: DriverDirectory,
        links: LinkTestsService,
        trial: LinkTrial,
        proofs: LinkProofs,
      ) =>
        new TerminalDeskService({
          pool,
          clock,
          random,
          repository,
          drivers,
          links,
          trial,
          proofs,
          recorder: new TerminalRecorder(new AuditLog(clock, random)),
        }),
    },
  ],
})
export class PortalTerminalsModule {}
