import { Controller, Get, Inject, Req, type StreamableFile } from '@nestjs/common';
import {
  PERMISSIONS,
  ReconReportExport,
  ReconReportLinesQuery,
  ReconReportQuery,
  type PortalReconReport,
  type PortalReconReportLines,
} from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { fileAnswer } from './recon-days.controller.ts';
import { ReportFilesService } from './reports/report-files.service.ts';
import { ReportsService } from './reports/reports.service.ts';

const LOOK_ANYWHERE = { scope: 'properties', roles: PERMISSIONS.viewReconciliation } as const;

/** Reports over the hotels whose reconciliation a person may see: HTTP only. */
@Controller('portal/v1/reconciliation/report')
export class ReconReportsController {
  constructor(
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(ReportFilesService) private readonly files: ReportFilesService,
  ) {}

  @Get()
  @PortalAccess(LOOK_ANYWHERE)
  report(@Req() request: FastifyRequest): Promise<PortalReconReport> {
    return this.reports.report(portalUserOf(request), parseOrProblem(ReconReportQuery, request.query));
  }

  @Get('lines')
  @PortalAccess(LOOK_ANYWHERE)
  lines(@Req() request: FastifyRequest): Promise<PortalReconReportLines> {
    return this.reports.lines(portalUserOf(request), parseOrProblem(ReconReportLinesQuery, request.query));
  }

  @Get('export')
  @PortalAccess(LOOK_ANYWHERE)
  async export(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const query = parseOrProblem(ReconReportExport, request.query);
    return fileAnswer(await this.files.export(portalUserOf(request), query, query.language ?? languageOf(request)));
  }
}
