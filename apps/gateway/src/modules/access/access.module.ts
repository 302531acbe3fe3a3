import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL } from '../../tokens.ts';
import { AboutController } from './about.controller.ts';
import { AuthLibrary } from './auth-library.ts';
import { AuthController } from './auth.controller.ts';
import { HashingGate } from './hashing-gate.ts';
import { MembershipRepository } from './membership.repository.ts';
import { PortalSessions } from './portal-sessions.ts';
import { PortalSignIn } from './portal-sign-in.ts';
import { PortalGuard } from './portal.guard.ts';
import { SessionController } from './session.controller.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

/** Of the pool's four threads two stay free for the bank programs' files. */
const HASHES_AT_ONCE = 2;
const SIGN_INS_WAITING = 30;

/** Who may enter the portal, and what each may do there. */
@Module({
  controllers: [AboutController, AuthController, SessionController],
  providers: [
    {
      provide: AuthLibrary,
      useFactory: (pool: Pool, config: GatewayConfig, log: Logger) =>
        new AuthLibrary({ pool, portalUrl: config.portalUrl, secret: config.authSecret, log }),
      inject: [PG_POOL, CONFIG, LOGGER],
    },
    { provide: MembershipRepository, useFactory: (pool: Pool) => new MembershipRepository(pool), inject: [PG_POOL] },
    {
      provide: PortalSessions,
      useFactory: (library: AuthLibrary, pool: Pool, clock: Clock) => new PortalSessions(library, pool, clock),
      inject: [AuthLibrary, PG_POOL, CLOCK],
    },
    { provide: SignInAttempts, useFactory: (pool: Pool, clock: Clock) => new SignInAttempts(pool, clock), inject: [PG_POOL, CLOCK] },
    { provide: HashingGate, useFactory: () => new HashingGate(HASHES_AT_ONCE, SIGN_INS_WAITING) },
    {
      provide: PortalSignIn,
      useFactory: (library: AuthLibrary, attempts: SignInAttempts, gate: HashingGate, config: GatewayConfig, log: Logger) =>
        new PortalSignIn({ library, attempts, gate, portalUrl: config.portalUrl, log }),
      inject: [AuthLibrary, SignInAttempts, HashingGate, CONFIG, LOGGER],
    },
    { provide: APP_GUARD, useClass: PortalGuard },
  ],
  exports: [PortalSignIn, SignInAttempts],
})
export class AccessModule {}
