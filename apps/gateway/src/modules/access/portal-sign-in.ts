import { PortalSignedIn } from '@payport/contracts';
import type { Logger } from '@payport/logging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../http/problem-error.ts';
import { OTHER_SITE, TOO_MANY_TRIES, WRONG_SIGN_IN } from './access-texts.ts';
import type { AuthLibrary } from './auth-library.ts';
import { clientAddress, toAuthRequest } from './auth-request.ts';
import type { HashingGate } from './hashing-gate.ts';
import type { Attempt, SignInAttempts } from './sign-in-attempts.ts';

/** While too many people sign in at the same moment. */
const RETRY_SOON_S = 2;

export interface PortalSignInPorts {
  readonly library: AuthLibrary;
  readonly attempts: SignInAttempts;
  readonly gate: HashingGate;
  readonly portalUrl: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** E-mail and password against the library, within the limits that we count ourselves. */
export class PortalSignIn {
  constructor(private readonly ports: PortalSignInPorts) {}

  /**
   * Signs in and puts the session into the answer's cookie.
   * @throws ProblemError `unauthorized`, the same for a wrong password and for nobody at all; `rate-limited`
   */
  async enter(request: FastifyRequest, reply: FastifyReply, { email, password }: Credentials): Promise<PortalSignedIn['user']> {
    const { attempts, log } = this.ports;
    const attempt: Attempt = { email, address: clientAddress(request) };
    const answer = await this.limited(attempt, () => this.call(request, 'sign-in/email', { email, password }));
    if (!answer.ok) {
      log.warn({ address: attempt.address, status: answer.status }, 'portal_sign_in_failed');
      throw refusal(answer.status);
    }
    await attempts.succeeded(attempt);
    const { user } = PortalSignedIn.parse(await answer.json());
    log.info({ userId: user.id, address: attempt.address }, 'portal_sign_in');
    void reply.header('Set-Cookie', answer.headers.getSetCookie());
    return user;
  }

  /** Does work that hashes, after counting the try. @throws ProblemError `rate-limited` */
  async limited<T extends object>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const { attempts, gate, log } = this.ports;
    const tried = await gate.run(async () => (await attempts.take(attempt)) ?? work());
    if (tried !== null && typeof tried !== 'number') return tried;
    log.warn({ address: attempt.address, locked: tried !== null }, 'portal_sign_in_refused');
    throw tooMany(tried ?? RETRY_SOON_S);
  }

  /** The same for work that proves who somebody is by ending well: a success does not count as a try. @throws ProblemError */
  async proven<T extends object>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const done = await this.limited(attempt, work);
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
