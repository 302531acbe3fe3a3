import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PortalInvitationAccept, PortalLink, type PortalEntered, type PortalInvitationState } from '@payport/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { clientAddress, PortalPublic, PortalSignIn } from '../access/index.ts';
import { InvitationService } from './invitation.service.ts';

/** `/portal/v1/invitation`: coming in by somebody's invitation. */
@Controller('portal/v1/invitation')
@PortalPublic()
export class InvitationController {
  constructor(
    @Inject(InvitationService) private readonly service: InvitationService,
    @Inject(PortalSignIn) private readonly door: PortalSignIn,
  ) {}

  @Post('link')
  @HttpCode(200)
  link(@Req() request: FastifyRequest): Promise<PortalInvitationState> {
    return this.service.state(parseOrProblem(PortalLink, request.body).token);
  }

  @Post()
  @HttpCode(201)
  async accept(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PortalEntered> {
    const body = parseOrProblem(PortalInvitationAccept, request.body);
    const attempt = { email: await this.service.emailOf(body.token), address: clientAddress(request) };
    const { email, propertyId } = await this.door.proven(attempt, () => this.service.accept(body));
    await this.door.enterIfEnough(request, reply, { email, password: body.password });
    return { propertyId };
  }
}
