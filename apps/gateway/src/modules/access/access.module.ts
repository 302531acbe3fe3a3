import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { SecretSeal } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { AboutController } from './about.controller.ts';
import { AuthLibrary } from './auth-library.ts';
import { AuthController } from './auth.controller.ts';
import { HashingGate } from './hashing-gate.ts';
import { MembershipRepository } from './membership.repository.ts';
import { dropSession, PortalSessions } from './portal-sessions.ts';
import { PortalSignIn } from './portal-sign-in.ts';
import { PortalGuard } from './portal.guard.ts';
import { SecondFactors } from './second-factors.ts';
import { SessionController } from './session.controller.ts';
import { SessionDesk } from './session-desk.ts';
import { SignInAttempts } from './sign-in-attempts.ts';
import { SignInNotes } from './sign-in-notes.ts';

/** Of the pool's four threads two stay free for the bank programs' files. */
const HASHES_AT_ONCE = 2;
const SIGN_INS_WAITING = 30;

/** Who was refused last is written down before the gateway ends. */
@Injectable()
class SignInNotesEnd implements OnApplicationShutdown {
  constructor(@Inject(SignInNotes) private readonly notes: SignInNotes) {}

  onApplicationShutdown(): Promise<void> {
    return this.notes.flush();
  }
}

/** Who may enter the portal, and what each may do there. */
@Module({
  controllers: [AboutController, AuthController, SessionController],
  providers: [
    {
      provide: AuthLibrary,
      useFactory: (pool: Pool, config: GatewayConfig, log: Logger) =>
        new AuthLibrary({ pool, portalUrl: config.portalUrl, secret: config.authSecret, sessionMaxMs: config.sessionMaxMs, log }),
      inject: [PG_POOL, CONFIG, LOGGER],
    },
    { provide: MembershipRepository, useFactory: (pool: Pool) => new MembershipRepository(pool), inject: [PG_POOL] },
    {
      provide: PortalSessions,
      useFactory: (library: AuthLibrary, pool: Pool, clock: Clock, random: Random, { sessionIdleMs }: GatewayConfig) =>
        new PortalSessions(library, pool, clock, new AuditLog(clock, random), sessionIdleMs),
      inject: [AuthLibrary, PG_POOL, CLOCK, RANDOM, CONFIG],
    },
    { provide: SignInAttempts, useFactory: (pool: Pool, clock: Clock) => new SignInAttempts(pool, clock), inject: [PG_POOL, CLOCK] },
    {
      provide: SecondFactors,
      useFactory: (pool: Pool, clock: Clock, random: Random, { authSecret }: GatewayConfig) =>
        new SecondFactors({
          pool,
          clock,
          random,
          seal: new SecretSeal(authSecret, 'payport second factors', random),
          audit: new AuditLog(clock, random),
        }),
      inject: [PG_POOL, CLOCK, RANDOM, CONFIG],
    },
    {
      provide: SessionDesk,
      useFactory: (pool: Pool, clock: Clock, random: Random, { sessionIdleMs }: GatewayConfig) =>
        new SessionDesk(pool, clock, new AuditLog(clock, random), sessionIdleMs),
      inject: [PG_POOL, CLOCK, RANDOM, CONFIG],
    },
    {
      provide: SignInNotes,
      useFactory: (pool: Pool, clock: Clock, random: Random, log: Logger) =>
        new SignInNotes({ pool, clock, audit: new AuditLog(clock, random), log }),
      inject: [PG_POOL, CLOCK, RANDOM, LOGGER],
    },
    SignInNotesEnd,
    { provide: HashingGate, useFactory: () => new HashingGate(HASHES_AT_ONCE, SIGN_INS_WAITING) },
    {
      provide: PortalSignIn,
      useFactory: (
        library: AuthLibrary,
        attempts: SignInAttempts,
        gate: HashingGate,
        factors: SecondFactors,
        notes: SignInNotes,
        pool: Pool,
        { portalUrl }: GatewayConfig,
        log: Logger,
      ) => new PortalSignIn({ library, attempts, gate, factors, notes, drop: dropSession(pool), portalUrl, log }),
      inject: [AuthLibrary, SignInAttempts, HashingGate, SecondFactors, SignInNotes, PG_POOL, CONFIG, LOGGER],
    },
    { provide: APP_GUARD, useClass: PortalGuard },
  ],
  exports: [PortalSignIn, SignInAttempts, SecondFactors, SessionDesk, MembershipRepository],
})
export class AccessModule {}
