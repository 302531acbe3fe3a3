import { Counter, type Registry } from 'prom-client';

const RESULTS = ['delivered', 'failed', 'given_up'] as const;

/** Counts attempts to tell hotel systems. */
export class WebhookMetrics {
  private readonly attempts: Counter<'result'>;

  constructor(registry: Registry) {
    this.attempts = new Counter({
      name: 'payport_webhook_attempts_total',
      help: 'Attempts to deliver messages to hotel systems',
      labelNames: ['result'],
      registers: [registry],
    });
    for (const result of RESULTS) this.attempts.inc({ result }, 0);
  }

  ended(result: (typeof RESULTS)[number]): void {
    this.attempts.inc({ result });
  }
}
