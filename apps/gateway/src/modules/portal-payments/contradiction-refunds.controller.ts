import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { NewContradictionRefund, ResolutionConfirmation, ResolutionRejection, type PortalPaymentDetail } from '@payport/contracts';
import type { PaymentId, Result, TerminalId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import type { Person, Refusal } from '../payments/index.ts';
import { RESOLVE_ROLES } from './payment-roles.ts';
import { PortalPaymentsService } from './portal-payments.service.ts';

/** `/portal/v1/payments/{id}/contradiction-refund`: HTTP only. */
@Controller('portal/v1/payments/:id/contradiction-refund')
export class ContradictionRefundsController {
  constructor(@Inject(PortalPaymentsService) private readonly service: PortalPaymentsService) {}

  @Post()
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES })
  propose(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const { amount, reason, terminalId } = parseOrProblem(NewContradictionRefund, request.body);
    const proposal = { amount, reason: reason.trim(), terminalId: (terminalId ?? null) as TerminalId | null };
    return this.decided(request, (id, by) => this.service.refunds.propose(id, proposal, by));
  }

  @Post('confirm')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES, stepUp: 'always' })
  confirm(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const { seq } = parseOrProblem(ResolutionConfirmation, request.body);
    return this.decided(request, (id, by) => this.service.refunds.confirm(id, seq, by));
  }

  @Post('reject')
  @HttpCode(200)
  @PortalAccess({ scope: 'payment', roles: RESOLVE_ROLES })
  reject(@Req() request: FastifyRequest): Promise<PortalPaymentDetail> {
    const { seq, reason } = parseOrProblem(ResolutionRejection, request.body);
    return this.decided(request, (id, by) => this.service.refunds.reject(id, seq, reason, by));
  }

  private async decided(
    request: FastifyRequest,
    decide: (id: PaymentId, by: Person) => Promise<Result<void, Refusal>>,
  ): Promise<PortalPaymentDetail> {
    const user = portalUserOf(request);
    // The guard has checked that it is an id, and whose.
    const id = (request.params as { id: string }).id.toLowerCase() as PaymentId;
    const answer = await decide(id, { id: user.id, name: user.name });
    if (!answer.ok) throw refusalProblem(answer.error);
    const detail = await this.service.detail(user, id, languageOf(request));
    if (!detail) throw new ProblemError('not-found');
    return detail;
  }
}
