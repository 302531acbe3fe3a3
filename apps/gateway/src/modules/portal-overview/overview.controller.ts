import { Controller, Get, Inject, Req } from '@nestjs/common';
import { PERMISSIONS, PortalOverviewQuery, type PortalOverview } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { OverviewService } from './overview.service.ts';

/** `/portal/v1/overview`: HTTP only. Everybody who belongs to a property sees how its day goes. */
@Controller('portal/v1/overview')
export class OverviewController {
  constructor(@Inject(OverviewService) private readonly service: OverviewService) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewPayments })
  overview(@Req() request: FastifyRequest): Promise<PortalOverview> {
    const { property } = parseOrProblem(PortalOverviewQuery, request.query);
    const mine = portalUserOf(request).propertyIds;
    const propertyIds = property === undefined ? mine : mine.filter((id) => id === property);
    if (propertyIds.length === 0) throw new ProblemError('not-found');
    return this.service.overview(propertyIds);
  }
}
