import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { PortalSearchQuery, type PortalSearchResult } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../../http/language.ts';
import { parseOrProblem } from '../../../http/parse.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { VIEW_ROLES } from '../payment-roles.ts';
import { SearchService } from './search.service.ts';

/** `/portal/v1/search`: HTTP only. */
@Controller('portal/v1/search')
export class SearchController {
  constructor(@Inject(SearchService) private readonly service: SearchService) {}

  @Post()
  @HttpCode(200)
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async search(@Req() request: FastifyRequest): Promise<PortalSearchResult> {
    const query = parseOrProblem(PortalSearchQuery, request.body);
    const found = await this.service.search(portalUserOf(request), query, languageOf(request));
    if (found.ok) return found.value;
    if (found.error === 'property') throw new ProblemError('not-found');
    throw new ProblemError('validation-failed', { errors: [{ pointer: '/q', code: found.error, message: '' }] });
  }
}
