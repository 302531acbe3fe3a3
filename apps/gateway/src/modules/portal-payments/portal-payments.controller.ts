import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  NewResolution,
  PortalPaymentQuery,
  ResolutionConfirmation,
  ResolutionRejection,
  type PortalPaymentDetail,
  type PortalPaymentList,
} from '@payport/contracts';
import type { PaymentId, Result } from '@payport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { PaymentViews } from '../audit/index.ts';
import type { Person, Refusal } from '../payments/index.ts';
import { ASK_AGAIN_ROLES, RESOLVE_ROLES, VIEW_ROLES } from './payment-roles.ts';
import { listProblem } from './list-problem.ts';
import { PortalPaymentsService } from './portal-payments.service.ts';

/** `/portal/v1/payments`: HTTP only. */
@Controller('portal/v1/payments')
export class PortalPaymentsController {
  constructor(
    @Inject(PortalPaymentsService) private readonly service: PortalPaymentsService,
    @Inject(PaymentViews) private readonly views: PaymentViews,
  ) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  async list(@Req() request: FastifyRequest): Promise<PortalPaymentList> {
    const query = parseOrProblem(PortalPaymentQuery, request.query);
    const page = await this.service.list(portalUserOf(request), query, languageOf(request));
    if (!page.ok) throw listProblem(page.error);
    return page.value;
  }

  @Get(':id')
  @PortalAccess({ scope: 'payment', roles: VIEW_ROLES })
  detail(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    return this.shown(request);
  }

  @Get(':id/slip')
  @PortalAccess({ scope: 'payment', roles: VIEW_ROLES })
  async slip(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const slip = await this.service.slip(idOf(request));
    if (slip === null || slip === '') throw new ProblemError('no-slip');
    this.views.viewed(portalUserOf(request), idOf(request));
    void reply.header('Content-Type', 'text/plain; charset=utf-8');
    return slip;
  }

  /** The question goes to the device now; what comes of it is read from the payment later. */
  @Post(':id/ask-again')
  @HttpCode(202)
  @PortalAccess({ scope: 'payment', roles: ASK_AGAIN_ROLES })
  async askAgain(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const asked = await this.service.askAgain(portalUserOf(request), idOf(request));
    if (!asked.ok) throw new ProblemError('not-unknown');
    return this.shown(request);
  }

  @Post(':id/resolution')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES, stepUp: 'always' })
  resolve(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const words = parseOrProblem(NewResolution, request.body);
    return this.decided(request, (id, by) => this.service.resolutions.propose(id, words, by));
  }

  @Post(':id/resolution/confirm')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES, stepUp: 'always' })
  confirmResolution(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const { seq } = parseOrProblem(ResolutionConfirmation, request.body);
    return this.decided(request, (id, by) => this.service.resolutions.confirm(id, seq, by));
  }

  @Post(':id/resolution/reject')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES })
  rejectResolution(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const { seq, reason } = parseOrProblem(ResolutionRejection, request.body);
    return this.decided(request, (id, by) => this.service.resolutions.reject(id, seq, reason, by));
  }

  private async decided(
    request: FastifyRequest,
    decide: (id: PaymentId, by: Person) => Promise<Result<unknown, Refusal>>,
  ): Promise<PortalPaymentDetail> {
    const { id, name } = portalUserOf(request);
    const answer = await decide(idOf(request), { id, name });
    if (!answer.ok) throw refusalProblem(answer.error);
    return this.shown(request);
  }

  private async shown(request: FastifyRequest): Promise<PortalPaymentDetail> {
    const detail = await this.service.detail(portalUserOf(request), idOf(request), languageOf(request));
    if (!detail) throw new ProblemError('not-found');
    this.views.viewed(portalUserOf(request), idOf(request));
    return detail;
  }
}

/** The guard has checked that it is an id, and whose. */
const idOf = (request: FastifyRequest): PaymentId => (request.params as { id: string }).id.toLowerCase() as PaymentId;
