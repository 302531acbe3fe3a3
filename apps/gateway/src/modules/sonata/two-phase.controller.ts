import { ConfirmPayment, RollbackPayment } from '@payport/contracts';
import type { PaymentRecord, Result } from '@payport/domain';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { PAYMENTS } from '../../tokens.ts';
import type { Payments, Refusal } from '../payments/index.ts';
import { callAborted } from './call-aborted.ts';
import { PaymentAnswers } from './payment-answers.ts';
import { waitSecondsOf } from './prefer.ts';
import { callerOf } from './sonata-auth.ts';

/** A device needs a second or two; without `Prefer` nobody waits longer than this for it, s. */
const USUAL_WAIT_SECONDS = 20;

/** `POST …/confirm` and `POST …/rollback`: what Sonata decides about a held payment. */
@Controller('sonata/v1/payments')
export class SonataTwoPhaseController {
  private readonly answers: PaymentAnswers;

  constructor(@Inject(PAYMENTS) private readonly payments: Payments) {
    this.answers = new PaymentAnswers(payments);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  async confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const payment = await this.answers.find(request, 'payments:write');
    const { postingNumber } = parseOrProblem(ConfirmPayment, request.body);
    await this.decided(request, reply, await this.payments.confirm({ ...this.about(request, payment), postingNumber }));
  }

  @Post(':id/rollback')
  @HttpCode(200)
  async rollback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const payment = await this.answers.find(request, 'payments:write');
    const { reason } = parseOrProblem(RollbackPayment, request.body);
    await this.decided(request, reply, await this.payments.rollback({ ...this.about(request, payment), reason }));
  }

  private about(request: FastifyRequest, { id, propertyId }: PaymentRecord): Pick<PaymentRecord, 'id' | 'propertyId'> & { readonly actor: string } {
    return { id, propertyId, actor: `pms:${callerOf(request).keyName}` };
  }

  /** The decision is durable; the answer waits a little for the device, so that it usually tells the end. */
  private async decided(request: FastifyRequest, reply: FastifyReply, decided: Result<PaymentRecord, Refusal>): Promise<void> {
    if (!decided.ok) throw refusalProblem(decided.error);
    const seconds = waitSecondsOf(request.headers['prefer']);
    if (seconds !== null) void reply.header('Preference-Applied', `wait=${seconds}`);
    const atRest = ({ status }: PaymentRecord): boolean => status !== 'held' && status !== 'reversing';
    const waitMs = (seconds ?? USUAL_WAIT_SECONDS) * 1000;
    const payment = await this.payments.waitForChange(decided.value, atRest, waitMs, callAborted(reply));
    void reply.code(200);
    this.answers.send(request, reply, payment);
  }
}
