import { CreateCapture } from '@payport/contracts';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { PAYMENTS } from '../../tokens.ts';
import type { Payments } from '../payments/index.ts';
import { toCaptureCommand } from './follow-up-command.ts';
import { PaymentAnswers } from './payment-answers.ts';
import { callerOf } from './sonata-auth.ts';
import { idempotencyKeyOf } from './start-command.ts';

/** `POST /sonata/v1/payments/{id}/capture`: HTTP only; how much may be taken is decided in the payments module. */
@Controller('sonata/v1/payments')
export class SonataCapturesController {
  private readonly answers: PaymentAnswers;

  constructor(@Inject(PAYMENTS) private readonly payments: Payments) {
    this.answers = new PaymentAnswers(payments);
  }

  @Post(':id/capture')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = { idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']), caller: callerOf(request) };
    const body = parseOrProblem(CreateCapture, request.body);
    const reserved = await this.answers.find(request, 'payments:write');
    await this.answers.started(request, reply, await this.payments.start(toCaptureCommand(body, reserved, asked)));
  }
}
