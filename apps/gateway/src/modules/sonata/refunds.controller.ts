import { CreateRefund, CreateVoid } from '@payport/contracts';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { PAYMENTS } from '../../tokens.ts';
import type { Payments } from '../payments/index.ts';
import { toRefundCommand, toVoidCommand } from './follow-up-command.ts';
import { PaymentAnswers } from './payment-answers.ts';
import { callerOf } from './sonata-auth.ts';
import { idempotencyKeyOf } from './start-command.ts';

/** `POST /sonata/v1/payments/{id}/refunds` and `…/void`: HTTP only; what may go back is decided in the payments module. */
@Controller('sonata/v1/payments')
export class SonataRefundsController {
  private readonly answers: PaymentAnswers;

  constructor(@Inject(PAYMENTS) private readonly payments: Payments) {
    this.answers = new PaymentAnswers(payments);
  }

  @Post(':id/refunds')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = { idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']), caller: callerOf(request) };
    const body = parseOrProblem(CreateRefund, request.body);
    const original = await this.answers.find(request, 'refunds:write');
    await this.answers.started(request, reply, await this.payments.start(toRefundCommand(body, original, asked)));
  }

  @Post(':id/void')
  async void(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = { idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']), caller: callerOf(request) };
    const body = parseOrProblem(CreateVoid, request.body);
    const original = await this.answers.find(request, 'refunds:write');
    await this.answers.started(request, reply, await this.payments.start(toVoidCommand(body, original, asked)));
  }
}
