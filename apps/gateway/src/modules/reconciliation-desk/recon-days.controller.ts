import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import {
  AcquirerReportQuery,
  ReconActQuery,
  ReconCloseOrder,
  ReconDaysQuery,
  ReconLinesQuery,
  ReconReason,
  type PortalReconDay,
  type PortalReconDays,
  type PortalReconLines,
} from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { DayFilesService, type DeskFile } from './days/day-files.service.ts';
import { DayLinesService } from './days/day-lines.service.ts';
import { DaysService } from './days/days.service.ts';
import { LOOK, WORK } from './desk-access.ts';
import { dayOf, hotelOf } from './request-params.ts';

/** Days of reconciliation and their files: HTTP only. */
@Controller('portal/v1/properties/:id/reconciliation')
export class ReconDaysController {
  constructor(
    @Inject(DaysService) private readonly days: DaysService,
    @Inject(DayLinesService) private readonly lines: DayLinesService,
    @Inject(DayFilesService) private readonly files: DayFilesService,
  ) {}

  @Get('days')
  @PortalAccess(LOOK)
  board(@Req() request: FastifyRequest): Promise<PortalReconDays> {
    return this.days.board(hotelOf(request), parseOrProblem(ReconDaysQuery, request.query));
  }

  @Get('days/:day')
  @PortalAccess(LOOK)
  day(@Req() request: FastifyRequest): Promise<PortalReconDay> {
    return this.days.day(portalUserOf(request), hotelOf(request), dayOf(request));
  }

  @Get('days/:day/lines')
  @PortalAccess(LOOK)
  linesOf(@Req() request: FastifyRequest): Promise<PortalReconLines> {
    return this.lines.list(hotelOf(request), dayOf(request), parseOrProblem(ReconLinesQuery, request.query));
  }

  @Post('days/:day/close')
  @HttpCode(200)
  @PortalAccess(WORK)
  close(@Req() request: FastifyRequest): Promise<PortalReconDay> {
    return this.days.close(portalUserOf(request), hotelOf(request), dayOf(request), parseOrProblem(ReconCloseOrder, request.body ?? {}));
  }

  @Post('days/:day/reopen')
  @HttpCode(200)
  @PortalAccess(WORK)
  reopen(@Req() request: FastifyRequest): Promise<PortalReconDay> {
    const { reason } = parseOrProblem(ReconReason, request.body);
    return this.days.reopen(portalUserOf(request), hotelOf(request), dayOf(request), reason);
  }

  @Get('days/:day/act')
  @PortalAccess(LOOK)
  async act(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const query = parseOrProblem(ReconActQuery, request.query);
    const language = query.language ?? languageOf(request);
    return fileAnswer(await this.files.act(portalUserOf(request), hotelOf(request), dayOf(request), { ...query, language }));
  }

  @Get('acquirer-report')
  @PortalAccess(LOOK)
  async acquirerReport(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const { from, to, format } = parseOrProblem(AcquirerReportQuery, request.query);
    return fileAnswer(await this.files.acquirerReport(portalUserOf(request), hotelOf(request), from, to, format));
  }
}

export const fileAnswer = ({ name, type, bytes }: DeskFile): StreamableFile =>
  new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });
