import { ReportPosting } from '@payport/contracts';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { PAYMENTS } from '../../tokens.ts';
import type { Payments } from '../payments/index.ts';
import { PaymentAnswers } from './payment-answers.ts';
import { callerOf } from './sonata-auth.ts';

/** `POST /sonata/v1/payments/{id}/posting`: Sonata tells where it posted a payment. */
@Controller('sonata/v1/payments')
export class SonataPostingsController {
  private readonly answers: PaymentAnswers;

  constructor(@Inject(PAYMENTS) private readonly payments: Payments) {
    this.answers = new PaymentAnswers(payments);
  }

  @Post(':id/posting')
  @HttpCode(200)
  async report(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    const { postingNumber, postedAt, folioWindow } = parseOrProblem(ReportPosting, request.body);
    const payment = await this.answers.find(request, 'payments:write');
    const recorded = await this.payments.reportPosting({
      propertyId: caller.propertyId,
      id: payment.id,
      postingNumber,
      postedAtMs: postedAt === undefined ? null : Date.parse(postedAt),
      folioWindow: folioWindow ?? null,
      actor: `pms:${caller.keyName}`,
    });
    if (!recorded.ok) throw refusalProblem(recorded.error);
    void reply.code(200);
    this.answers.send(request, reply, recorded.value);
  }
}
