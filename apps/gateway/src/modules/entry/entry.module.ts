import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { OneTimeLinks } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { AccessModule } from '../access/index.ts';
import { AuditLog } from '../audit/index.ts';
import { Mailer, MailModule } from '../mail/index.ts';
import { InvitationController } from './invitation.controller.ts';
import { InvitationService } from './invitation.service.ts';
import { PasswordResetController } from './password-reset.controller.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { SetupController } from './setup.controller.ts';
import { SetupService } from './setup.service.ts';

/** Coming in by a one-time link: set-up, invitation, new password. */
@Module({
  imports: [AccessModule, MailModule],
  controllers: [SetupController, InvitationController, PasswordResetController],
  providers: [
    { provide: OneTimeLinks, inject: [CLOCK, RANDOM], useFactory: (clock: Clock, random: Random) => new OneTimeLinks(clock, random) },
    { provide: AuditLog, inject: [CLOCK, RANDOM], useFactory: (clock: Clock, random: Random) => new AuditLog(clock, random) },
    {
      provide: SetupService,
      inject: [PG_POOL, OneTimeLinks, AuditLog, CLOCK, RANDOM],
      useFactory: (pool: Pool, links: OneTimeLinks, audit: AuditLog, clock: Clock, random: Random) =>
        new SetupService({ pool, links, audit, clock, random }),
    },
    {
      provide: InvitationService,
      inject: [PG_POOL, OneTimeLinks, AuditLog],
      useFactory: (pool: Pool, links: OneTimeLinks, audit: AuditLog) => new InvitationService({ pool, links, audit }),
    },
    {
      provide: PasswordResetService,
      inject: [PG_POOL, OneTimeLinks, AuditLog, Mailer, CONFIG, LOGGER],
      useFactory: (pool: Pool, links: OneTimeLinks, audit: AuditLog, mailer: Mailer, { portalUrl }: GatewayConfig, log: Logger) =>
        new PasswordResetService({ pool, links, audit, mailer, portalUrl, log }),
    },
  ],
})
export class EntryModule {}
