import { Module } from '@nestjs/common';
import type { PaymentStore } from '@payport/domain';
import type { Pool } from 'pg';
import { COMMANDS, PAYMENT_STORE, PG_POOL } from '../../tokens.ts';
import type { TerminalCommands } from '../service-commands/index.ts';
import { PortalCommandRepository } from './portal-command.repository.ts';
import { PortalCommandsController } from './portal-commands.controller.ts';
import { PortalCommandsService } from './portal-commands.service.ts';

/** Remote actions on terminals for the portal. */
@Module({
  controllers: [PortalCommandsController],
  providers: [
    {
      provide: PortalCommandsService,
      inject: [PG_POOL, COMMANDS, PAYMENT_STORE],
      useFactory: (pool: Pool, commands: TerminalCommands, store: PaymentStore) =>
        new PortalCommandsService({ repository: new PortalCommandRepository(pool), commands, store }),
    },
  ],
})
export class PortalCommandsModule {}
