import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import {
  ReconAttachmentQuery,
  ReconExceptionsQuery,
  ReconMatchOrder,
  ReconMatchQuery,
  ReconReason,
  ReconWork,
  ReconWorkbookApply,
  ReconWorkbookQuery,
  type PortalReconExceptionDetail,
  type PortalReconExceptions,
  type PortalReconMatch,
  type PortalReconWorkbook,
  type ReconAttached,
  type ReconDecided,
  type ReconMatchMade,
  type ReconWorkDone,
} from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { AttachmentsService } from './attachments/attachments.service.ts';
import { DayLinesService } from './days/day-lines.service.ts';
import { ExceptionWorkService } from './exceptions/exception-work.service.ts';
import { ExceptionsService } from './exceptions/exceptions.service.ts';
import { MatchesService } from './matches/matches.service.ts';
import { ProposalsService } from './matches/proposals.service.ts';
import { LOOK, WORK } from './desk-access.ts';
import { fileAnswer } from './recon-days.controller.ts';
import { hotelOf, uuidOf } from './request-params.ts';
import { WorkbookService } from './workbook/workbook.service.ts';

/** Exceptions, matches by hand and what needs a second person: HTTP only. */
@Controller('portal/v1/properties/:id/reconciliation')
export class ReconExceptionsController {
  constructor(
    @Inject(ExceptionsService) private readonly exceptions: ExceptionsService,
    @Inject(ExceptionWorkService) private readonly working: ExceptionWorkService,
    @Inject(AttachmentsService) private readonly attachments: AttachmentsService,
    @Inject(DayLinesService) private readonly lines: DayLinesService,
    @Inject(MatchesService) private readonly matches: MatchesService,
    @Inject(ProposalsService) private readonly proposals: ProposalsService,
    @Inject(WorkbookService) private readonly workbooks: WorkbookService,
  ) {}

  @Get('exceptions')
  @PortalAccess(LOOK)
  list(@Req() request: FastifyRequest): Promise<PortalReconExceptions> {
    return this.exceptions.list(portalUserOf(request), hotelOf(request), parseOrProblem(ReconExceptionsQuery, request.query));
  }

  @Post('exceptions/work')
  @HttpCode(200)
  @PortalAccess(WORK)
  work(@Req() request: FastifyRequest): Promise<ReconWorkDone> {
    return this.working.work(portalUserOf(request), hotelOf(request), parseOrProblem(ReconWork, request.body));
  }

  @Get('exceptions/workbook')
  @PortalAccess(LOOK)
  async workbook(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const { language, ...which } = parseOrProblem(ReconWorkbookQuery, request.query);
    return fileAnswer(await this.workbooks.export(portalUserOf(request), hotelOf(request), which, language ?? languageOf(request)));
  }

  @Post('exceptions/workbook')
  @HttpCode(200)
  @PortalAccess(WORK)
  applyWorkbook(@Req() request: FastifyRequest): Promise<PortalReconWorkbook> {
    const { sha256 } = parseOrProblem(ReconWorkbookApply, request.query);
    const { body } = request;
    if (!(body instanceof Readable)) throw new ProblemError('unsupported-media-type');
    return this.workbooks.apply(portalUserOf(request), hotelOf(request), body, sha256 ?? null);
  }

  @Get('exceptions/:exceptionId')
  @PortalAccess(LOOK)
  detail(@Req() request: FastifyRequest): Promise<PortalReconExceptionDetail> {
    return this.exceptions.detail(portalUserOf(request), hotelOf(request), uuidOf(request, 'exceptionId'));
  }

  @Post('exceptions/:exceptionId/attachments')
  @HttpCode(201)
  @PortalAccess(WORK)
  attach(@Req() request: FastifyRequest): Promise<ReconAttached> {
    const file = parseOrProblem(ReconAttachmentQuery, request.query);
    const { body } = request;
    if (!(body instanceof Readable)) throw new ProblemError('unsupported-media-type');
    return this.attachments.add(portalUserOf(request), hotelOf(request), uuidOf(request, 'exceptionId'), file, body);
  }

  /** Always saved, never shown: what people attach is no page of ours. */
  @Get('attachments/:attachmentId')
  @PortalAccess(LOOK)
  async attachment(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const { name, media_type, bytes } = await this.attachments.find(hotelOf(request), uuidOf(request, 'attachmentId'));
    return new StreamableFile(bytes, { type: media_type, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
  }

  @Post('matches')
  @HttpCode(200)
  @PortalAccess(WORK)
  match(@Req() request: FastifyRequest): Promise<ReconMatchMade> {
    return this.matches.decide(portalUserOf(request), hotelOf(request), parseOrProblem(ReconMatchOrder, request.body));
  }

  @Get('matches/:matchId')
  @PortalAccess(LOOK)
  matched(@Req() request: FastifyRequest): Promise<PortalReconMatch> {
    const { relation } = parseOrProblem(ReconMatchQuery, request.query);
    return this.lines.match(hotelOf(request), relation, uuidOf(request, 'matchId'));
  }

  @Post('matches/:matchId/undo')
  @HttpCode(200)
  @PortalAccess(WORK)
  undo(@Req() request: FastifyRequest): Promise<ReconMatchMade> {
    const { reason } = parseOrProblem(ReconReason, request.body);
    return this.matches.undo(portalUserOf(request), hotelOf(request), uuidOf(request, 'matchId'), reason);
  }

  @Post('proposals/:proposalId/confirm')
  @HttpCode(200)
  @PortalAccess({ ...WORK, stepUp: 'always' })
  confirm(@Req() request: FastifyRequest): Promise<ReconDecided> {
    return this.proposals.confirm(portalUserOf(request), hotelOf(request), uuidOf(request, 'proposalId'));
  }

  @Post('proposals/:proposalId/reject')
  @HttpCode(200)
  @PortalAccess(WORK)
  reject(@Req() request: FastifyRequest): Promise<ReconDecided> {
    const { reason } = parseOrProblem(ReconReason, request.body);
    return this.proposals.reject(portalUserOf(request), hotelOf(request), uuidOf(request, 'proposalId'), reason);
  }
}
