import { Controller, Get, Inject, Req, StreamableFile } from '@nestjs/common';
import { PERMISSIONS, PortalAuditExport, PortalAuditQuery, type PortalAuditCheck, type PortalAuditList } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { PortalAuditService } from './portal-audit.service.ts';

/** `/portal/v1/audit`: HTTP only. */
@Controller('portal/v1/audit')
@PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewAudit })
export class PortalAuditController {
  constructor(@Inject(PortalAuditService) private readonly service: PortalAuditService) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<PortalAuditList> {
    return this.service.list(portalUserOf(request), parseOrProblem(PortalAuditQuery, request.query));
  }

  @Get('check')
  check(@Req() request: FastifyRequest): Promise<PortalAuditCheck> {
    return this.service.check(portalUserOf(request));
  }

  @Get('export')
  async export(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const query = parseOrProblem(PortalAuditExport, request.query);
    const { name, type, bytes } = await this.service.export(portalUserOf(request), query, query.language ?? languageOf(request));
    return new StreamableFile(Readable.from(bytes), { type, disposition: `attachment; filename="${name}"` });
  }
}
