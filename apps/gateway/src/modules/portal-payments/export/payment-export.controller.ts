import { Controller, Get, Inject, Req, StreamableFile } from '@nestjs/common';
import { PortalPaymentExport } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { languageOf } from '../../../http/language.ts';
import { parseOrProblem } from '../../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { listProblem } from '../list-problem.ts';
import { VIEW_ROLES } from '../payment-roles.ts';
import { PaymentExportService } from './payment-export.service.ts';

/** `/portal/v1/payments/export`: HTTP only. */
@Controller('portal/v1/payments/export')
export class PaymentExportController {
  constructor(@Inject(PaymentExportService) private readonly service: PaymentExportService) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async export(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const query = parseOrProblem(PortalPaymentExport, request.query);
    const language = query.language ?? languageOf(request);
    const file = await this.service.export(portalUserOf(request), query, language);
    if (!file.ok) throw listProblem(file.error);
    const { name, type, bytes } = file.value;
    return new StreamableFile(Readable.from(bytes), { type, disposition: `attachment; filename="${name}"` });
  }
}
