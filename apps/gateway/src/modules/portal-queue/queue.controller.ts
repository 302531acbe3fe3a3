import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { PERMISSIONS, PortalQueueExport, PortalQueueQuery, type PortalCare, type PortalQueue } from '@payport/contracts';
import type { PaymentId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { VIEW_ROLES } from '../portal-payments/index.ts';
import { CareService } from './care.service.ts';
import { QueueExportService } from './queue-export.service.ts';
import { QueueService } from './queue.service.ts';

/** The queue and whose its payments are: HTTP only. */
@Controller('portal/v1')
export class QueueController {
  constructor(
    @Inject(QueueService) private readonly queue: QueueService,
    @Inject(CareService) private readonly care: CareService,
    @Inject(QueueExportService) private readonly files: QueueExportService,
  ) {}

  @Get('queue')
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalQueue> {
    const query = parseOrProblem(PortalQueueQuery, request.query);
    const page = await this.queue.list(portalUserOf(request), query, languageOf(request));
    if (page.ok) return page.value;
    if (page.error === 'property') throw new ProblemError('not-found');
    throw new ProblemError('validation-failed', { errors: [{ pointer: '/cursor', code: page.error, message: '' }] });
  }

  @Get('queue/export')
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async export(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const query = parseOrProblem(PortalQueueExport, request.query);
    const file = await this.files.export(portalUserOf(request), query, query.language ?? languageOf(request));
    if (!file.ok) throw new ProblemError('not-found');
    const { name, type, bytes } = file.value;
    return new StreamableFile(Readable.from(bytes), { type, disposition: `attachment; filename="${name}"` });
  }

  @Post('payments/:id/take')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: PERMISSIONS.takeCare })
  take(@Req() request: FastifyRequest): Promise<PortalCare> {
    return cared(this.care.take(portalUserOf(request), idOf(request)));
  }

  @Post('payments/:id/release')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: PERMISSIONS.takeCare })
  release(@Req() request: FastifyRequest): Promise<PortalCare> {
    return cared(this.care.release(portalUserOf(request), idOf(request)));
  }

  @Post('payments/:id/finish')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: PERMISSIONS.takeCare })
  finish(@Req() request: FastifyRequest): Promise<PortalCare> {
    return cared(this.care.finish(portalUserOf(request), idOf(request)));
  }
}

/** The guard has checked that it is an id, and whose. */
const idOf = (request: FastifyRequest): PaymentId => (request.params as { id: string }).id.toLowerCase() as PaymentId;

async function cared(change: ReturnType<CareService['take']>): Promise<PortalCare> {
  const care = await change;
  if (!care.ok) throw new ProblemError(care.error);
  return care.value;
}
