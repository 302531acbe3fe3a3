import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  BankFileLinesQuery,
  BankFileListQuery,
  BankFileProblemsQuery,
  PERMISSIONS,
  TakeBackBankFile,
  UploadBankFile,
  type PortalBankFile,
  type PortalBankFileLines,
  type PortalBankFileList,
  type PortalBankFileProblems,
} from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { BankFilesService } from './bank-files.service.ts';

const LOOK = { scope: 'bank_file', roles: PERMISSIONS.viewBankFiles } as const;
const CHANGE = { scope: 'bank_file', roles: PERMISSIONS.takeBankFiles } as const;

/** Bank files of the portal API: HTTP only. */
@Controller('portal/v1')
export class BankFilesController {
  constructor(@Inject(BankFilesService) private readonly service: BankFilesService) {}

  @Get('properties/:id/bank-files')
  @PortalAccess({ scope: 'property', roles: PERMISSIONS.viewBankFiles })
  list(@Req() request: FastifyRequest): Promise<PortalBankFileList> {
    return this.service.list(portalUserOf(request), idOf(request) as PropertyId, parseOrProblem(BankFileListQuery, request.query));
  }

  @Post('properties/:id/bank-files')
  @HttpCode(201)
  @PortalAccess({ scope: 'property', roles: PERMISSIONS.takeBankFiles })
  upload(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    const { name } = parseOrProblem(UploadBankFile, request.query);
    const { body } = request;
    if (!(body instanceof Readable)) throw new ProblemError('unsupported-media-type');
    return this.service.add(portalUserOf(request), idOf(request) as PropertyId, name, body);
  }

  @Get('bank-files/:id')
  @PortalAccess(LOOK)
  find(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    return this.service.find(portalUserOf(request), idOf(request));
  }

  @Get('bank-files/:id/problems')
  @PortalAccess(LOOK)
  problems(@Req() request: FastifyRequest): Promise<PortalBankFileProblems> {
    return this.service.problems(idOf(request), parseOrProblem(BankFileProblemsQuery, request.query));
  }

  @Get('bank-files/:id/lines')
  @PortalAccess(LOOK)
  lines(@Req() request: FastifyRequest): Promise<PortalBankFileLines> {
    return this.service.lines(idOf(request), parseOrProblem(BankFileLinesQuery, request.query));
  }

  @Post('bank-files/:id/take')
  @HttpCode(200)
  @PortalAccess({ ...CHANGE, stepUp: 'always' })
  take(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    return this.service.take(portalUserOf(request), idOf(request));
  }

  @Post('bank-files/:id/throw-away')
  @HttpCode(200)
  @PortalAccess(CHANGE)
  throwAway(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    return this.service.throwAway(portalUserOf(request), idOf(request));
  }

  @Post('bank-files/:id/take-back')
  @HttpCode(200)
  @PortalAccess(CHANGE)
  takeBack(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    return this.service.takeBack(portalUserOf(request), idOf(request), parseOrProblem(TakeBackBankFile, request.body).reason);
  }
}

const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();
