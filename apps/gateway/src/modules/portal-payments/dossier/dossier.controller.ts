import { Controller, Get, Inject, Req, StreamableFile } from '@nestjs/common';
import { DossierQuery } from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../../http/language.ts';
import { parseOrProblem } from '../../../http/parse.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { VIEW_ROLES } from '../payment-roles.ts';
import { DossierService } from './dossier.service.ts';

/** `/portal/v1/payments/{id}/dossier`: HTTP only. */
@Controller('portal/v1/payments/:id/dossier')
export class DossierController {
  constructor(@Inject(DossierService) private readonly service: DossierService) {}

  @Get()
  @PortalAccess({ scope: 'payment', roles: VIEW_ROLES })
  async dossier(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const { language } = parseOrProblem(DossierQuery, request.query);
    // The guard has checked that it is an id, and whose.
    const id = (request.params as { id: string }).id.toLowerCase() as PaymentId;
    const bytes = await this.service.paper(portalUserOf(request), id, language ?? languageOf(request));
    if (!bytes) throw new ProblemError('not-found');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="payport-payment-${id}.pdf"` });
  }
}
