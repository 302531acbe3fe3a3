import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PortalSignedIn, PortalSignIn } from '@payport/contracts';
import type { Logger } from '@payport/logging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config/config.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CONFIG, LOGGER } from '../../tokens.ts';
import { OTHER_SITE, TOO_MANY_TRIES, WRONG_SIGN_IN } from './access-texts.ts';
import { AuthLibrary } from './auth-library.ts';
import { AUTH_PATH } from './auth-paths.ts';
import { clientAddress, toAuthRequest } from './auth-request.ts';
import { HashingGate } from './hashing-gate.ts';
import { PortalPublic } from './portal-access.ts';
import { PortalSessions } from './portal-sessions.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

/** While too many people sign in at the same moment. */
const RETRY_SOON_S = 2;

/**
 * The doors of better-auth that are open: sign-in and sign-out. Its other routes do not exist here, so none has to be
 * shut. What it answers is turned into our own form, and the session's token stays in the cookie, out of scripts' reach.
 */
@Controller(AUTH_PATH)
export class AuthController {
  constructor(
    @Inject(AuthLibrary) private readonly library: AuthLibrary,
    @Inject(PortalSessions) private readonly sessions: PortalSessions,
    @Inject(SignInAttempts) private readonly attempts: SignInAttempts,
    @Inject(HashingGate) private readonly gate: HashingGate,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'portalUrl'>,
    @Inject(LOGGER) private readonly log: Pick<Logger, 'info' | 'warn'>,
  ) {}

  @Post('sign-in/email')
  @HttpCode(200)
  @PortalPublic()
  async signIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PortalSignedIn> {
    const { email, password } = parseOrProblem(PortalSignIn, request.body);
    const address = clientAddress(request);
    const attempt = { email, address };
    const tried = await this.gate.run(async () => {
      const lockedS = await this.attempts.take(attempt);
      return lockedS ?? this.call(request, 'sign-in/email', { email, password });
    });
    if (tried === null || typeof tried === 'number') {
      this.log.warn({ address, locked: tried !== null }, 'portal_sign_in_refused');
      throw tooMany(tried ?? RETRY_SOON_S);
    }
    if (!tried.ok) {
      this.log.warn({ address, status: tried.status }, 'portal_sign_in_failed');
      throw refusal(tried.status);
    }
    await this.attempts.succeeded(attempt);
    const { user } = PortalSignedIn.parse(await tried.json());
    this.log.info({ userId: user.id, address }, 'portal_sign_in');
    void reply.header('Set-Cookie', tried.headers.getSetCookie());
    return { user };
  }

  @Post('sign-out')
  @HttpCode(204)
  @PortalPublic()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(request.headers);
    const answer = await this.call(request, 'sign-out', {});
    if (!answer.ok) throw refusal(answer.status);
    void reply.header('Set-Cookie', answer.headers.getSetCookie());
  }

  private async call(request: FastifyRequest, path: string, body: Readonly<Record<string, string>>): Promise<Response> {
    const auth = await this.library.get();
    return auth.handler(toAuthRequest(request, { portalUrl: this.config.portalUrl, path, body }));
  }
}

const tooMany = (seconds: number): ProblemError =>
  new ProblemError('rate-limited', { detail: TOO_MANY_TRIES, headers: { 'Retry-After': String(seconds) } });

/** One answer for an unknown e-mail, a malformed one and a wrong password: nobody learns who has an account. */
function refusal(status: number): ProblemError {
  if (status >= 500) return new ProblemError('internal-error');
  return status === 403 ? new ProblemError('forbidden', { detail: OTHER_SITE }) : new ProblemError('unauthorized', { detail: WRONG_SIGN_IN });
}
