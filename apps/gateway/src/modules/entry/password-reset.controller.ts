import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { PortalLink, PortalReset, PortalResetRequest, type PortalResetState } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config/config.ts';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CONFIG } from '../../tokens.ts';
import { clientAddress, PortalPublic, PortalSignIn, SignInAttempts, tooMany } from '../access/index.ts';
import { PasswordResetService } from './password-reset.service.ts';

/** `/portal/v1/password-reset`: a new password by a link. */
@Controller('portal/v1/password-reset')
@PortalPublic()
export class PasswordResetController {
  constructor(
    @Inject(PasswordResetService) private readonly service: PasswordResetService,
    @Inject(PortalSignIn) private readonly door: PortalSignIn,
    @Inject(SignInAttempts) private readonly attempts: SignInAttempts,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'smtp'>,
  ) {}

  @Post('link')
  @HttpCode(200)
  link(@Req() request: FastifyRequest): Promise<PortalResetState> {
    return this.service.state(parseOrProblem(PortalLink, request.body).token);
  }

  /** Also opens an account that wrong passwords have locked: whoever has the link is not the one who guessed. */
  @Post()
  @HttpCode(204)
  async reset(@Req() request: FastifyRequest): Promise<void> {
    const body = parseOrProblem(PortalReset, request.body);
    const { email: account } = await this.service.state(body.token);
    const address = clientAddress(request);
    // Counted under the link, not under the account, which may be locked.
    await this.door.proven({ email: `reset of ${account}`, address }, () => this.service.reset(body));
    await this.attempts.succeeded({ email: account, address });
  }

  @Post('request')
  @HttpCode(202)
  async request(@Req() request: FastifyRequest): Promise<void> {
    const { email } = parseOrProblem(PortalResetRequest, request.body);
    if (this.config.smtp === null) throw new ProblemError('mail-not-configured');
    const lockedS = await this.attempts.takeResetRequest({ email, address: clientAddress(request) });
    if (lockedS !== null) throw tooMany(lockedS);
    this.service.mailLink(email, languageOf(request));
  }
}
