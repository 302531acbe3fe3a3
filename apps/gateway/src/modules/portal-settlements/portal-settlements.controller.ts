import { Controller, Get, Inject, Req } from '@nestjs/common';
import { PortalEndOfDayQuery, type PortalEndOfDayList, type PortalSettlementDetail } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { PortalSettlementsService } from './portal-settlements.service.ts';
import { VIEW_ROLES } from './settlement-roles.ts';

/** `/portal/v1/settlements`: HTTP only. */
@Controller('portal/v1/settlements')
export class PortalSettlementsController {
  constructor(@Inject(PortalSettlementsService) private readonly service: PortalSettlementsService) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalEndOfDayList> {
    const { property } = parseOrProblem(PortalEndOfDayQuery, request.query);
    const lines = await this.service.endOfDay(portalUserOf(request), property, languageOf(request));
    if (!lines.ok) throw new ProblemError(lines.error);
    return { data: [...lines.value] };
  }

  @Get(':id')
  @PortalAccess({ scope: 'command', roles: VIEW_ROLES })
  async get(@Req() request: FastifyRequest): Promise<PortalSettlementDetail> {
    const { id } = request.params as { id: string };
    const detail = await this.service.detail(id.toLowerCase(), languageOf(request));
    if (!detail) throw new ProblemError('not-found');
    return detail;
  }
}
