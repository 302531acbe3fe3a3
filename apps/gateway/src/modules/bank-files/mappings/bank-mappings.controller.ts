import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  BankFileSampleQuery,
  DescribeBankFile,
  PERMISSIONS,
  PreviewBankMapping,
  SaveBankMapping,
  type PortalBankFile,
  type PortalBankFileSample,
  type PortalBankMapping,
  type PortalBankMappingList,
  type PortalMappingPreview,
} from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../../access/index.ts';
import { BankFilesService } from '../bank-files.service.ts';
import { BankMappingsService } from './bank-mappings.service.ts';
import { KeptFilesService } from './kept-files.service.ts';

const DESCRIBE = { scope: 'bank_file', roles: PERMISSIONS.describeBankFiles } as const;

/** What hotels say of the tables of their banks: HTTP only. */
@Controller('portal/v1')
export class BankMappingsController {
  constructor(
    @Inject(BankMappingsService) private readonly mappings: BankMappingsService,
    @Inject(KeptFilesService) private readonly kept: KeptFilesService,
    @Inject(BankFilesService) private readonly files: BankFilesService,
  ) {}

  @Get('properties/:id/bank-mappings')
  @PortalAccess({ scope: 'property', roles: PERMISSIONS.viewBankFiles })
  list(@Req() request: FastifyRequest): Promise<PortalBankMappingList> {
    return this.mappings.list(portalUserOf(request), idOf(request) as PropertyId);
  }

  @Post('properties/:id/bank-mappings')
  @HttpCode(201)
  @PortalAccess({ scope: 'property', roles: PERMISSIONS.describeBankFiles })
  save(@Req() request: FastifyRequest): Promise<PortalBankMapping> {
    return this.mappings.save(portalUserOf(request), idOf(request) as PropertyId, parseOrProblem(SaveBankMapping, request.body));
  }

  @Get('bank-files/:id/sample')
  @PortalAccess(DESCRIBE)
  sample(@Req() request: FastifyRequest): Promise<PortalBankFileSample> {
    return this.kept.sample(idOf(request), parseOrProblem(BankFileSampleQuery, request.query));
  }

  @Post('bank-files/:id/preview')
  @HttpCode(200)
  @PortalAccess(DESCRIBE)
  preview(@Req() request: FastifyRequest): Promise<PortalMappingPreview> {
    return this.kept.preview(idOf(request), parseOrProblem(PreviewBankMapping, request.body));
  }

  @Post('bank-files/:id/describe')
  @HttpCode(201)
  @PortalAccess(DESCRIBE)
  async describe(@Req() request: FastifyRequest): Promise<PortalBankFile> {
    const user = portalUserOf(request);
    return this.files.find(user, await this.kept.describe(user, idOf(request), parseOrProblem(DescribeBankFile, request.body)));
  }
}

const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();
