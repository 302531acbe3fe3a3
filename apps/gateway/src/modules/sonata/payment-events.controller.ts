import { isFinal, isUuid, type Clock, type PaymentEvent, type PaymentId, type PaymentRecord } from '@payport/domain';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { languageOf, type Language } from '../../http/language.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CLOCK, PAYMENTS } from '../../tokens.ts';
import { paymentResource, type Payments } from '../payments/index.ts';
import { callAborted } from './call-aborted.ts';
import { callerOf, requireScope } from './sonata-auth.ts';

/** So that proxies and half-open connections are noticed (contract: every 15 s). */
const HEARTBEAT_MS = 15_000;

/** `GET …/events`: every change of state or stage from the start, resumable, ending after the final one, or when the gateway stops. */
@Controller('sonata/v1/payments')
export class PaymentEventsController {
  constructor(
    @Inject(PAYMENTS) private readonly payments: Payments,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/events')
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:read');
    const { id } = request.params as { id: string };
    const payment = isUuid(id.toLowerCase()) ? await this.payments.find(caller.propertyId, id.toLowerCase() as PaymentId) : null;
    if (!payment) throw new ProblemError('not-found');
    reply.hijack();
    // What every answer carries would be lost with the reply.
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    await this.follow(payment, lastSeen(request), languageOf(request), reply.raw, callAborted(reply));
    reply.raw.end();
  }

  private async follow(payment: PaymentRecord, after: number, language: Language, out: ServerResponse, gone: AbortSignal): Promise<void> {
    let seen = after;
    let stopBeat = (): void => undefined;
    const beat = (): void => {
      out.write(': heartbeat\n\n');
      stopBeat = this.clock.after(HEARTBEAT_MS, beat);
    };
    stopBeat = this.clock.after(HEARTBEAT_MS, beat);
    try {
      while (!gone.aborted && !this.payments.hasReleasedWaiters()) {
        // The row first and its history after: events younger than the row are told on the next round.
        const current = (await this.payments.find(payment.propertyId, payment.id)) ?? payment;
        for (const event of await this.payments.events(payment.id, seen)) {
          if (event.seq > current.lastSeq) break;
          if (event.type !== 'note') out.write(render(event, current, language));
          seen = event.seq;
        }
        if (isFinal(current.status)) return;
        await this.payments.waitForChange(current, (next) => next.lastSeq > seen, HEARTBEAT_MS, gone);
      }
    } finally {
      stopBeat();
    }
  }
}

function lastSeen(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : 0;
}

function render(event: PaymentEvent, payment: PaymentRecord, language: Language): string {
  const moment = { status: event.to, stage: event.stage, atMs: event.atMs };
  return `id: ${event.seq}\nevent: payment\ndata: ${JSON.stringify(paymentResource(payment, language, moment))}\n\n`;
}
