import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { PortalPaymentTraces } from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { PaymentViews } from '../../audit/index.ts';
import { VIEW_ROLES } from '../payment-roles.ts';
import { TracesService } from './traces.service.ts';

/** `/portal/v1/payments/{id}/traces`: HTTP only. */
@Controller('portal/v1/payments/:id/traces')
export class TracesController {
  constructor(
    @Inject(TracesService) private readonly service: TracesService,
    @Inject(PaymentViews) private readonly views: PaymentViews,
  ) {}

  @Get()
  @PortalAccess({ scope: 'payment', roles: VIEW_ROLES })
  async traces(@Req() request: FastifyRequest): Promise<PortalPaymentTraces> {
    // The guard has checked that it is an id, and whose.
    const id = (request.params as { id: string }).id.toLowerCase() as PaymentId;
    const traces = await this.service.of(portalUserOf(request), id);
    if (!traces) throw new ProblemError('not-found');
    this.views.viewed(portalUserOf(request), id);
    return traces;
  }
}
