import { Controller, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import {
  DefaultView,
  NewView,
  PERMISSIONS,
  PortalChosenViewQuery,
  PortalViewsQuery,
  ViewChange,
  ViewShare,
  type PortalChosenView,
  type PortalView,
  type PortalViewList,
} from '@payport/contracts';
import { isUuid } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { VIEW_ROLES } from '../portal-payments/index.ts';
import { PortalViewsService } from './portal-views.service.ts';

/** `/portal/v1/views`: HTTP only. */
@Controller('portal/v1/views')
@PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
export class PortalViewsController {
  constructor(@Inject(PortalViewsService) private readonly views: PortalViewsService) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<PortalViewList> {
    return this.views.list(portalUserOf(request), parseOrProblem(PortalViewsQuery, request.query));
  }

  @Get('chosen')
  chosen(@Req() request: FastifyRequest): Promise<PortalChosenView> {
    return this.views.chosen(portalUserOf(request), parseOrProblem(PortalChosenViewQuery, request.query));
  }

  @Post()
  @HttpCode(201)
  create(@Req() request: FastifyRequest): Promise<PortalView> {
    return this.views.create(portalUserOf(request), parseOrProblem(NewView, request.body));
  }

  @Post('default')
  @HttpCode(204)
  setDefault(@Req() request: FastifyRequest): Promise<void> {
    return this.views.setDefault(portalUserOf(request), parseOrProblem(DefaultView, request.body));
  }

  @Patch(':id')
  change(@Req() request: FastifyRequest): Promise<PortalView> {
    return this.views.change(portalUserOf(request), idOf(request), parseOrProblem(ViewChange, request.body));
  }

  @Post(':id/share')
  @HttpCode(200)
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.shareViews })
  share(@Req() request: FastifyRequest): Promise<PortalView> {
    return this.views.share(portalUserOf(request), idOf(request), parseOrProblem(ViewShare, request.body));
  }

  @Post(':id/remove')
  @HttpCode(204)
  remove(@Req() request: FastifyRequest): Promise<void> {
    return this.views.remove(portalUserOf(request), idOf(request));
  }
}

/** @throws ProblemError */
function idOf(request: FastifyRequest): string {
  const id = (request.params as { id: string }).id.toLowerCase();
  if (!isUuid(id)) throw new ProblemError('not-found');
  return id;
}
