import { Body, Controller, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import {
  PortalChangeTerminal,
  PortalLiftQuarantine,
  PortalRegisterTerminal,
  PortalTerminalQuery,
  type PortalTerminalDetail,
  type PortalTerminalList,
} from '@payport/contracts';
import type { Result, TerminalId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { PortalTerminalsService } from './portal-terminals.service.ts';
import { TerminalDeskService } from './terminal-desk.service.ts';
import { terminalProblem, type TerminalRefusal } from './terminal-refusals.ts';
import { MANAGE_ROLES, VIEW_ROLES } from './terminal-roles.ts';

/** `/portal/v1/terminals`: HTTP only. */
@Controller('portal/v1/terminals')
export class PortalTerminalsController {
  constructor(
    @Inject(PortalTerminalsService) private readonly terminals: PortalTerminalsService,
    @Inject(TerminalDeskService) private readonly desk: TerminalDeskService,
  ) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalTerminalList> {
    const { property } = parseOrProblem(PortalTerminalQuery, request.query);
    const list = await this.terminals.list(portalUserOf(request), property, languageOf(request));
    if (!list) throw new ProblemError('not-found');
    return list;
  }

  @Get(':id')
  @PortalAccess({ scope: 'terminal', roles: VIEW_ROLES })
  one(@Req() request: FastifyRequest): Promise<PortalTerminalDetail> {
    return this.shown(request, idOf(request));
  }

  @Post()
  @HttpCode(201)
  @PortalAccess({ scope: 'properties', roles: MANAGE_ROLES, stepUp: 'always' })
  async register(@Req() request: FastifyRequest, @Body() body: unknown): Promise<PortalTerminalDetail> {
    const wanted = parseOrProblem(PortalRegisterTerminal, body);
    return this.after(request, await this.desk.register(portalUserOf(request), wanted, languageOf(request)));
  }

  @Patch(':id')
  @PortalAccess({ scope: 'terminal', roles: MANAGE_ROLES, stepUp: ['settings'] })
  async change(@Req() request: FastifyRequest, @Body() body: unknown): Promise<PortalTerminalDetail> {
    const wanted = parseOrProblem(PortalChangeTerminal, body);
    return this.after(request, await this.desk.change(portalUserOf(request), idOf(request), wanted, languageOf(request)));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @PortalAccess({ scope: 'terminal', roles: MANAGE_ROLES })
  async enable(@Req() request: FastifyRequest): Promise<PortalTerminalDetail> {
    return this.after(request, await this.desk.enable(portalUserOf(request), idOf(request), languageOf(request)));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @PortalAccess({ scope: 'terminal', roles: MANAGE_ROLES })
  async disable(@Req() request: FastifyRequest): Promise<PortalTerminalDetail> {
    return this.after(request, await this.desk.disable(portalUserOf(request), idOf(request)));
  }

  @Post(':id/quarantine/lift')
  @HttpCode(200)
  @PortalAccess({ scope: 'terminal', roles: MANAGE_ROLES, stepUp: 'always' })
  async liftQuarantine(@Req() request: FastifyRequest, @Body() body: unknown): Promise<PortalTerminalDetail> {
    const { reason } = parseOrProblem(PortalLiftQuarantine, body);
    return this.after(request, await this.desk.liftQuarantine(portalUserOf(request), idOf(request), reason.trim()));
  }

  private after(request: FastifyRequest, outcome: Result<TerminalId, TerminalRefusal>): Promise<PortalTerminalDetail> {
    if (!outcome.ok) throw terminalProblem(outcome.error, portalUserOf(request));
    return this.shown(request, outcome.value);
  }

  private async shown(request: FastifyRequest, id: TerminalId): Promise<PortalTerminalDetail> {
    const detail = await this.terminals.detail(portalUserOf(request), id, languageOf(request));
    if (!detail) throw new ProblemError('not-found');
    return detail;
  }
}

/** The guard has checked that it is an id, and whose. */
const idOf = (request: FastifyRequest): TerminalId => (request.params as { id: string }).id.toLowerCase() as TerminalId;
