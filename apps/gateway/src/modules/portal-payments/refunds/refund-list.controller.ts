import { Controller, Get, Inject, Req } from '@nestjs/common';
import { PortalRefundQuery, PortalWaitingQuery, type PortalRefundList, type PortalWaitingRefundList } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../../http/language.ts';
import { parseOrProblem } from '../../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { listProblem } from '../list-problem.ts';
import { VIEW_ROLES } from '../payment-roles.ts';
import { RefundListService } from './refund-list.service.ts';

/** `/portal/v1/refunds`: HTTP only. */
@Controller('portal/v1/refunds')
export class RefundListController {
  constructor(@Inject(RefundListService) private readonly service: RefundListService) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalRefundList> {
    const query = parseOrProblem(PortalRefundQuery, request.query);
    const page = await this.service.list(portalUserOf(request), query, languageOf(request));
    if (!page.ok) throw listProblem(page.error);
    return page.value;
  }

  @Get('waiting')
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async waiting(@Req() request: FastifyRequest): Promise<PortalWaitingRefundList> {
    const query = parseOrProblem(PortalWaitingQuery, request.query);
    const page = await this.service.waiting(portalUserOf(request), query, languageOf(request));
    if (!page.ok) throw listProblem(page.error);
    return page.value;
  }
}
