import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { PortalLinkTestRequest, type PortalDriverList, type PortalLinkTest } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { LinkTestsService } from './link-tests.service.ts';
import { PortalTerminalsService } from './portal-terminals.service.ts';
import { terminalProblem } from './terminal-refusals.ts';
import { MANAGE_ROLES, VIEW_ROLES } from './terminal-roles.ts';

/** What comes before a terminal is registered: HTTP only. */
@Controller('portal/v1')
export class TerminalSetUpController {
  constructor(
    @Inject(PortalTerminalsService) private readonly terminals: PortalTerminalsService,
    @Inject(LinkTestsService) private readonly links: LinkTestsService,
  ) {}

  @Get('terminal-drivers')
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async drivers(@Req() request: FastifyRequest): Promise<PortalDriverList> {
    return { data: await this.terminals.drivers(languageOf(request)) };
  }

  @Post('terminal-link-tests')
  @HttpCode(200)
  @PortalAccess({ scope: 'properties', roles: MANAGE_ROLES })
  async test(@Req() request: FastifyRequest, @Body() body: unknown): Promise<PortalLinkTest> {
    const user = portalUserOf(request);
    const tested = await this.links.test(user, parseOrProblem(PortalLinkTestRequest, body), languageOf(request));
    if (!tested.ok) throw terminalProblem(tested.error, user);
    return tested.value;
  }
}
