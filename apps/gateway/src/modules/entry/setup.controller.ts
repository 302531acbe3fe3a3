import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PortalLink, PortalSetup, type PortalEntered, type PortalSetupState } from '@payport/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { clientAddress, PortalPublic, PortalSignIn } from '../access/index.ts';
import { SetupService } from './setup.service.ts';

/** `/portal/v1/setup`: the first owner, by the link that the start prints. */
@Controller('portal/v1/setup')
@PortalPublic()
export class SetupController {
  constructor(
    @Inject(SetupService) private readonly service: SetupService,
    @Inject(PortalSignIn) private readonly door: PortalSignIn,
  ) {}

  @Post('link')
  @HttpCode(200)
  link(@Req() request: FastifyRequest): Promise<PortalSetupState> {
    return this.service.state(parseOrProblem(PortalLink, request.body).token);
  }

  @Post()
  @HttpCode(201)
  async setUp(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PortalEntered> {
    const setup = parseOrProblem(PortalSetup, request.body);
    await this.service.state(setup.token);
    const attempt = { email: setup.email, address: clientAddress(request) };
    const { propertyId } = await this.door.proven(attempt, async () => ({ propertyId: await this.service.setUp(setup) }));
    await this.door.enter(request, reply, setup);
    return { propertyId };
  }
}
