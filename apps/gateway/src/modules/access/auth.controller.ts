import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PortalSignIn as PortalSignInBody, type PortalSignedIn } from '@payport/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { AUTH_PATH } from './auth-paths.ts';
import { PortalPublic } from './portal-access.ts';
import { PortalSessions } from './portal-sessions.ts';
import { PortalSignIn } from './portal-sign-in.ts';

/**
 * The doors of better-auth that are open: sign-in and sign-out. Its other routes do not exist here, so none has to be
 * shut. What it answers is turned into our own form, and the session's token stays in the cookie, out of scripts' reach.
 */
@Controller(AUTH_PATH)
export class AuthController {
  constructor(
    @Inject(PortalSignIn) private readonly door: PortalSignIn,
    @Inject(PortalSessions) private readonly sessions: PortalSessions,
  ) {}

  @Post('sign-in/email')
  @HttpCode(200)
  @PortalPublic()
  async signIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PortalSignedIn> {
    return { user: await this.door.enter(request, reply, parseOrProblem(PortalSignInBody, request.body)) };
  }

  @Post('sign-out')
  @HttpCode(204)
  @PortalPublic()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(request.headers);
    await this.door.leave(request, reply);
  }
}
