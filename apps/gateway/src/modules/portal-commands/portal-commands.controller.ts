import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { PortalServiceCommandQuery, PortalServiceCommandRequest, type PortalServiceCommand, type PortalServiceCommandList } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { COMMAND_ROLES, VIEW_ROLES } from './command-roles.ts';
import { PortalCommandsService } from './portal-commands.service.ts';

const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();

/** `/portal/v1/terminals/{id}/commands` and `/portal/v1/commands/{id}`: HTTP only. */
@Controller('portal/v1')
export class PortalCommandsController {
  constructor(@Inject(PortalCommandsService) private readonly service: PortalCommandsService) {}

  @Post('terminals/:id/commands')
  @HttpCode(202)
  @PortalAccess({ scope: 'terminal', roles: COMMAND_ROLES })
  async start(@Req() request: FastifyRequest): Promise<PortalServiceCommand> {
    const body = parseOrProblem(PortalServiceCommandRequest, request.body);
    const started = await this.service.start(portalUserOf(request), idOf(request), body, languageOf(request));
    if (started.ok) return started.value;
    if (started.error === 'not-allowed') throw new ProblemError('forbidden', { detail: NOT_YOUR_COMMAND });
    throw refusalProblem(started.error);
  }

  @Get('terminals/:id/commands')
  @PortalAccess({ scope: 'terminal', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalServiceCommandList> {
    const query = parseOrProblem(PortalServiceCommandQuery, request.query);
    const page = await this.service.list(portalUserOf(request), idOf(request), query, languageOf(request));
    if (!page.ok) throw new ProblemError('validation-failed', { errors: [{ pointer: 'cursor', code: 'cursor', message: '' }] });
    return page.value;
  }

  @Get('commands/:id')
  @PortalAccess({ scope: 'command', roles: VIEW_ROLES })
  get(@Req() request: FastifyRequest): Promise<PortalServiceCommand> {
    return this.service.get(idOf(request), languageOf(request));
  }
}

const NOT_YOUR_COMMAND = {
  ru: 'Ваша роль не позволяет давать терминалу эту команду',
  en: 'Your role does not allow this command to the terminal',
};
