import { CreatePayment, PaymentListQuery } from '@payport/contracts';
import { isUuid, outcomeOf, type PaymentId, type PaymentRecord } from '@payport/domain';
import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PAYMENTS } from '../../tokens.ts';
import { paymentResource, type Payments } from '../payments/index.ts';
import { callAborted } from './call-aborted.ts';
import { etagOf, tagMatches } from './etag.ts';
import { PaymentAnswers } from './payment-answers.ts';
import { waitSecondsOf } from './prefer.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { callerOf, requireScope } from './sonata-auth.ts';
import { idempotencyKeyOf, toStartCommand } from './start-command.ts';

/** `/sonata/v1/payments`: HTTP only; the rules live in the payments module. */
@Controller('sonata/v1/payments')
export class SonataPaymentsController {
  private readonly answers: PaymentAnswers;

  constructor(@Inject(PAYMENTS) private readonly payments: Payments) {
    this.answers = new PaymentAnswers(payments);
  }

  @Post()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    const body = parseOrProblem(CreatePayment, request.body);
    const command = toStartCommand(body, key, caller);
    requireScope(caller, command.kind === 'refund' ? 'refunds:write' : 'payments:write');
    await this.answers.started(request, reply, await this.payments.start(command));
  }

  @Get()
  async list(@Req() request: FastifyRequest): Promise<unknown> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:read');
    const query = parseOrProblem(PaymentListQuery, request.query);
    if (query.cursor !== undefined && !isUuid(query.cursor)) {
      throw new ProblemError('validation-failed', { errors: [{ pointer: 'cursor', code: 'cursor', message: '' }] });
    }
    const page = await this.payments.list({
      propertyId: caller.propertyId,
      confirmationNumber: query.confirmationNumber,
      pmsTransactionNumber: query.pmsTransactionNumber,
      idempotencyKey: query.idempotencyKey,
      status: query.status,
      fromMs: query.from === undefined ? undefined : Date.parse(query.from),
      toMs: query.to === undefined ? undefined : Date.parse(query.to),
      before: query.cursor as PaymentId | undefined,
      limit: query.limit,
    });
    const language = languageOf(request);
    return { data: page.payments.map((payment) => paymentResource(payment, language)), nextCursor: page.nextCursor };
  }

  @Get(':id')
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const payment = await this.answers.find(request, 'payments:read');
    const language = languageOf(request);
    const ifNoneMatch = request.headers['if-none-match'];
    const seconds = waitSecondsOf(request.headers['prefer']);
    let current = payment;
    if (seconds !== null) {
      void reply.header('Preference-Applied', `wait=${seconds}`);
      const done =
        ifNoneMatch === undefined
          ? (seen: PaymentRecord) => outcomeOf(seen.status) !== 'pending'
          : (seen: PaymentRecord) => !tagMatches(ifNoneMatch, etagOf(paymentResource(seen, language)));
      current = await this.payments.waitForChange(payment, done, seconds * 1000, callAborted(reply));
    }
    if (ifNoneMatch !== undefined) {
      const tag = etagOf(paymentResource(current, language));
      if (tagMatches(ifNoneMatch, tag)) {
        void reply.code(304).header('ETag', tag).send();
        return;
      }
    }
    void reply.code(200);
    this.answers.send(request, reply, current);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  async cancel(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:write');
    const payment = await this.answers.find(request, caller.scopes.has('payments:read') ? 'payments:read' : 'payments:write');
    const asked = await this.payments.cancel(caller.propertyId, payment.id, `pms:${caller.keyName}`);
    if (!asked.ok) throw refusalProblem(asked.error);
    const current = await this.answers.held(request, reply, asked.value);
    void reply.code(202).header('Location', `/sonata/v1/payments/${payment.id}`);
    this.answers.send(request, reply, current);
  }

  @Get(':id/slip')
  async slip(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const payment = await this.answers.find(request, 'payments:read');
    const slip = payment.result?.slip;
    if (!slip) throw new ProblemError('no-slip');
    void reply.code(200).header('Content-Type', 'text/plain; charset=utf-8').send(slip);
  }
}
