import { Controller, Get, Inject, Req } from '@nestjs/common';
import { PERMISSIONS, PortalOverviewQuery, type PortalOverview, type PortalWaitingForMe } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { OverviewService } from './overview.service.ts';

/** `/portal/v1/overview` and what waits for the person: HTTP only. Everybody who belongs to a property sees how its day goes. */
@Controller('portal/v1')
export class OverviewController {
  constructor(@Inject(OverviewService) private readonly service: OverviewService) {}

  @Get('overview')
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewPayments })
  overview(@Req() request: FastifyRequest): Promise<PortalOverview> {
    const { property } = parseOrProblem(PortalOverviewQuery, request.query);
    const mine = portalUserOf(request).propertyIds;
    const propertyIds = property === undefined ? mine : mine.filter((id) => id === property);
    if (propertyIds.length === 0) throw new ProblemError('not-found');
    return this.service.overview(propertyIds);
  }

  @Get('waiting')
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewPayments })
  waiting(@Req() request: FastifyRequest): Promise<PortalWaitingForMe> {
    return this.service.waitingFor(portalUserOf(request));
  }
}
