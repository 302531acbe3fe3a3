import { isUuid, type PaymentId, type PaymentRecord, type Result } from '@payport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { paymentResource, type Payments, type Refusal, type Started } from '../payments/index.ts';
import { callAborted } from './call-aborted.ts';
import { etagOf } from './etag.ts';
import { waitSecondsOf } from './prefer.ts';
import { callerOf, requireScope } from './sonata-auth.ts';

/** What all routes of `/sonata/v1/payments` answer the same way. */
export class PaymentAnswers {
  constructor(private readonly payments: Payments) {}

  /** The payment that the path names. @throws ProblemError `forbidden`, `not-found` */
  async find(request: FastifyRequest, scope: string): Promise<PaymentRecord> {
    const caller = callerOf(request);
    requireScope(caller, scope);
    const { id } = request.params as { id: string };
    const payment = isUuid(id.toLowerCase()) ? await this.payments.find(caller.propertyId, id.toLowerCase() as PaymentId) : null;
    if (!payment) throw new ProblemError('not-found');
    return payment;
  }

  /** 201 with the new payment, 200 with a replayed one, held as long as the caller asked for. @throws ProblemError for a refusal */
  async started(request: FastifyRequest, reply: FastifyReply, started: Result<Started, Refusal>): Promise<void> {
    if (!started.ok) throw refusalProblem(started.error);
    const { replayed, payment } = started.value;
    const current = await this.held(request, reply, payment);
    void reply.code(replayed ? 200 : 201).header('Location', `/sonata/v1/payments/${payment.id}`);
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    this.send(request, reply, current);
  }

  /** The payment when its outcome is known or the time that `Prefer` gives is over. */
  async held(request: FastifyRequest, reply: FastifyReply, payment: PaymentRecord): Promise<PaymentRecord> {
    const seconds = waitSecondsOf(request.headers['prefer']);
    if (seconds === null) return payment;
    void reply.header('Preference-Applied', `wait=${seconds}`);
    return this.payments.waitForOutcome(payment, seconds * 1000, callAborted(reply));
  }

  send(request: FastifyRequest, reply: FastifyReply, payment: PaymentRecord): void {
    const resource = paymentResource(payment, languageOf(request));
    void reply.header('ETag', etagOf(resource)).send(resource);
  }
}
