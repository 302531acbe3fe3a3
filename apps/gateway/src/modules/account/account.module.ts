import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG, PG_POOL } from '../../tokens.ts';
import { AccessModule, PortalSignIn, SecondFactors, SessionDesk } from '../access/index.ts';
import { OwnAccountService } from './own-account.service.ts';
import { AccountController } from './account.controller.ts';

/** What people do about their own account. */
@Module({
  imports: [AccessModule],
  controllers: [AccountController],
  providers: [
    {
      provide: OwnAccountService,
      inject: [PG_POOL, SecondFactors, SessionDesk, PortalSignIn, CONFIG],
      useFactory: (pool: Pool, factors: SecondFactors, sessions: SessionDesk, door: PortalSignIn, { sessionIdleMs }: GatewayConfig) =>
        new OwnAccountService({ pool, factors, sessions, door, sessionIdleMs }),
    },
  ],
})
export class AccountModule {}
