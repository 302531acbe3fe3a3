import { Module } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import { OneTimeLinks } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { Mailer, MailModule } from '../mail/index.ts';
import { AccountService } from './account.service.ts';
import { InviteService } from './invite.service.ts';
import { MembershipService } from './membership.service.ts';
import { PeopleListService } from './people-list.service.ts';
import { PeopleController } from './people.controller.ts';

const WORLD = [PG_POOL, CLOCK, RANDOM, Mailer, CONFIG];

/** Who works where. */
@Module({
  imports: [MailModule],
  controllers: [PeopleController],
  providers: [
    {
      provide: PeopleListService,
      inject: [PG_POOL, CLOCK, Mailer, CONFIG],
      useFactory: (pool: Pool, clock: Clock, mailer: Mailer, { sessionIdleMs }: GatewayConfig) =>
        new PeopleListService({ pool, clock, mailer, sessionIdleMs }),
    },
    {
      provide: MembershipService,
      inject: [PG_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) => new MembershipService({ pool, audit: new AuditLog(clock, random) }),
    },
    {
      provide: InviteService,
      inject: WORLD,
      useFactory: (pool: Pool, clock: Clock, random: Random, mailer: Mailer, { portalUrl }: GatewayConfig) =>
        new InviteService({ pool, clock, links: new OneTimeLinks(clock, random), audit: new AuditLog(clock, random), mailer, portalUrl }),
    },
    {
      provide: AccountService,
      inject: WORLD,
      useFactory: (pool: Pool, clock: Clock, random: Random, mailer: Mailer, { portalUrl }: GatewayConfig) =>
        new AccountService({ pool, clock, links: new OneTimeLinks(clock, random), audit: new AuditLog(clock, random), mailer, portalUrl }),
    },
  ],
})
export class PeopleModule {}
