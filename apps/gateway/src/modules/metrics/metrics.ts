import type { Clock } from '@payport/domain';
import { Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from 'pg';
import type { RequestEnd } from '../../http/request-watch.ts';
import type { PaymentObserver } from '../payments/index.ts';
import { DatabaseMetrics } from './database-metrics.ts';
import { PaymentMetrics } from './payment-metrics.ts';
import { WebhookMetrics } from './webhook-metrics.ts';
import { ProcessMetrics } from './process-metrics.ts';

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** What of the engine is looked at when somebody scrapes. */
export interface Watched {
  activity(): { readonly orders: number; readonly questions: number };
  isReady(): boolean;
}

export interface MetricsParts {
  readonly clock: Clock;
  readonly pool: Pool;
  readonly poolSize: number;
  readonly version: string;
  readonly instance: string;
}

/** All metrics of one gateway, in a registry of its own. Names and meanings: docs/metrics.md. */
export class Metrics {
  readonly payments: PaymentObserver;
  readonly webhooks: WebhookMetrics;
  private readonly registry = new Registry();
  private readonly database: DatabaseMetrics;
  private readonly process: ProcessMetrics;
  private readonly conversations: Gauge<'what'>;
  private readonly ready: Gauge;
  private readonly requests: Histogram<'route' | 'method' | 'status' | 'held'>;

  constructor({ clock, pool, poolSize, version, instance }: MetricsParts) {
    const { registry } = this;
    this.payments = new PaymentMetrics(registry, clock);
    this.webhooks = new WebhookMetrics(registry);
    this.database = new DatabaseMetrics(registry, pool, poolSize);
    this.process = new ProcessMetrics(registry, { version, instance });
    this.conversations = new Gauge({
      name: 'payport_device_conversations',
      help: 'Conversations with devices under way',
      labelNames: ['what'],
      registers: [registry],
    });
    this.ready = new Gauge({ name: 'payport_ready', help: 'This gateway takes payments', registers: [registry] });
    this.requests = new Histogram({
      name: 'payport_http_request_duration_seconds',
      help: 'From the request to the end of its answer',
      labelNames: ['route', 'method', 'status', 'held'],
      buckets: REQUEST_BUCKETS,
      registers: [registry],
    });
  }

  start(): void {
    this.process.start();
  }

  stop(): void {
    this.process.stop();
  }

  request({ route, method, status, aborted, held, seconds }: RequestEnd): void {
    this.requests.observe({ route, method, status: aborted ? 'aborted' : String(status), held: held ? '1' : '0' }, seconds);
  }

  /** The text that a Prometheus server reads. */
  async scrape(engine: Watched): Promise<{ readonly contentType: string; readonly text: string }> {
    await this.database.read();
    this.process.read();
    const { orders, questions } = engine.activity();
    this.conversations.set({ what: 'order' }, orders);
    this.conversations.set({ what: 'question' }, questions);
    this.ready.set(engine.isReady() ? 1 : 0);
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
