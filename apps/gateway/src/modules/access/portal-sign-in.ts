import { PortalSignedIn } from '@payport/contracts';
import type { UserId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../http/problem-error.ts';
import { OTHER_SITE, TOO_MANY_TRIES, WRONG_SIGN_IN } from './access-texts.ts';
import type { AuthLibrary } from './auth-library.ts';
import { clientAddress, toAuthRequest } from './auth-request.ts';
import type { HashingGate } from './hashing-gate.ts';
import type { FactorCheck, SecondFactors } from './second-factors.ts';
import type { Attempt, SignInAttempts } from './sign-in-attempts.ts';
import type { SignInNotes } from './sign-in-notes.ts';

/** What the library answers; the token is for its cookie alone. */
const LibrarySignedIn = PortalSignedIn.extend({ token: z.string().min(1) });

/** While too many people sign in at the same moment. */
const RETRY_SOON_S = 2;

export interface PortalSignInPorts {
  readonly library: AuthLibrary;
  readonly attempts: SignInAttempts;
  readonly gate: HashingGate;
  readonly factors: SecondFactors;
  readonly notes: SignInNotes;
  /** Ends the session of that token. */
  readonly drop: (token: string) => Promise<void>;
  readonly portalUrl: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the person's phone, or a recovery code; only people with a second factor need one. */
  readonly code?: string | undefined;
}

/** E-mail and password against the library, within the limits that we count ourselves. */
export class PortalSignIn {
  constructor(private readonly ports: PortalSignInPorts) {}

  /**
   * Signs in and puts the session into the answer's cookie.
   * @throws ProblemError `unauthorized`, the same for a wrong password and for nobody at all; `rate-limited`; with the right
   * password `second-factor-required` and `second-factor-wrong`
   */
  async enter(request: FastifyRequest, reply: FastifyReply, { email, password, code }: Credentials): Promise<PortalSignedIn['user']> {
    const { attempts, log, notes } = this.ports;
    const attempt: Attempt = { email, address: clientAddress(request) };
    const answer = await this.limited(attempt, () => this.call(request, 'sign-in/email', { email, password }));
    if (!answer.ok) {
      log.warn({ address: attempt.address, status: answer.status }, 'portal_sign_in_failed');
      if (answer.status === 401) notes.refused({ ...attempt, action: 'sign_in.refused' });
      throw refusal(answer.status);
    }
    const { user, token } = LibrarySignedIn.parse(await answer.json());
    const checked = await this.checkFactor(user, token, code);
    if (checked !== null) {
      log.warn({ userId: user.id, address: attempt.address, factor: checked }, 'portal_second_factor_refused');
      // Being asked for the code is no refusal: the page asks for it after the password.
      if (checked === 'wrong') notes.refused({ ...attempt, action: 'sign_in.code_refused' });
      throw new ProblemError(checked === 'missing' ? 'second-factor-required' : 'second-factor-wrong');
    }
    await this.noteEntry(user, token, attempt.address);
    await attempts.succeeded(attempt);
    log.info({ userId: user.id, address: attempt.address }, 'portal_sign_in');
    void reply.header('Set-Cookie', answer.headers.getSetCookie());
    return user;
  }

  /** The same, and no session where the password alone is not enough: the sign-in page asks for the rest. @throws ProblemError */
  async enterIfEnough(request: FastifyRequest, reply: FastifyReply, credentials: Credentials): Promise<void> {
    await this.enter(request, reply, credentials).catch((error: unknown) => {
      if (!(error instanceof ProblemError && error.code === 'second-factor-required')) throw error;
    });
  }

  /** The library has made a session by now; nobody gets it without the factor, also where the check itself breaks. */
  private async checkFactor(user: PortalSignedIn['user'], token: string, code: string | undefined): Promise<'missing' | 'wrong' | null> {
    let found: FactorCheck = 'wrong';
    try {
      found = await this.ports.factors.check({ ...user, id: user.id as UserId }, code);
    } finally {
      if (found === 'missing' || found === 'wrong') await this.ports.drop(token);
    }
    return found === 'missing' || found === 'wrong' ? found : null;
  }

  /** No session without its entry. */
  private async noteEntry({ id, name }: PortalSignedIn['user'], token: string, address: string | null): Promise<void> {
    try {
      await this.ports.notes.entered({ id: id as UserId, name }, address);
    } catch (error) {
      await this.ports.drop(token);
      throw error;
    }
  }

  /** Does work that hashes, after counting the try. @throws ProblemError `rate-limited` */
  async limited<T extends object>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const { attempts, gate, log, notes } = this.ports;
    const tried = await gate.run(async () => {
      const locked = await attempts.take(attempt);
      return locked ? ({ locked } as const) : ({ done: await work() } as const);
    });
    if (tried && 'done' in tried) return tried.done;
    const locked = tried?.locked ?? null;
    log.warn({ address: attempt.address, locked: locked !== null }, 'portal_sign_in_refused');
    if (locked?.until) notes.refused({ ...attempt, action: 'sign_in.locked', after: { until: locked.until.toISOString() } });
    throw tooMany(locked?.waitS ?? RETRY_SOON_S);
  }

  /** The same for work that proves who somebody is by ending well: a success does not count as a try. @throws ProblemError */
  async proven<T extends object>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const done = await this.limited(attempt, work).catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'second-factor-wrong')
        this.ports.notes.refused({ ...attempt, action: 'sign_in.proof_refused' });
      throw error;
    });
    await this.ports.attempts.succeeded(attempt);
    return done;
  }

  /** Ends the library's side of a session. @throws ProblemError */
  async leave(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const answer = await this.call(request, 'sign-out', {});
    if (!answer.ok) throw refusal(answer.status);
    void reply.header('Set-Cookie', answer.headers.getSetCookie());
  }

  private async call(request: FastifyRequest, path: string, body: Readonly<Record<string, string>>): Promise<Response> {
    const auth = await this.ports.library.get();
    return auth.handler(toAuthRequest(request, { portalUrl: this.ports.portalUrl, path, body }));
  }
}

export const tooMany = (seconds: number): ProblemError =>
  new ProblemError('rate-limited', { detail: TOO_MANY_TRIES, headers: { 'Retry-After': String(seconds) } });

/** One answer for an unknown e-mail, a malformed one and a wrong password: nobody learns who has an account. */
function refusal(status: number): ProblemError {
  if (status >= 500) return new ProblemError('internal-error');
  return status === 403 ? new ProblemError('forbidden', { detail: OTHER_SITE }) : new ProblemError('unauthorized', { detail: WRONG_SIGN_IN });
}
