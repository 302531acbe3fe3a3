import { PAYMENT_KINDS, PAYMENT_STATUSES, isFinal, type Clock, type PaymentRecord, type PaymentStatus } from '@payport/domain';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { PaymentObserver } from '../payments/index.ts';

/** A guest takes seconds to a few minutes; a terminal's own limit is 180 s. */
const PAYMENT_BUCKETS = [1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600];
const FINDINGS = ['approved', 'declined', 'cancelled', 'not_found_proven', 'in_progress', 'cannot_tell'] as const;
const KEPT = ['journal', 'memory'] as const;
const ALERTS = ['unmapped_code', 'terminal_mismatch', 'full_card_number', 'foreign_answer'] as const;

/** Counts what the engine tells. */
export class PaymentMetrics implements PaymentObserver {
  private readonly startedTotal: Counter<'kind'>;
  private readonly endedTotal: Counter<'kind' | 'outcome'>;
  private readonly unknownTotal: Counter<'kind'>;
  private readonly duration: Histogram<'kind' | 'outcome'>;
  private readonly questions: Counter<'finding'>;
  private readonly alerts: Counter<'kind'>;
  private readonly kept: Counter<'where'>;

  constructor(
    registry: Registry,
    private readonly clock: Clock,
  ) {
    const registers = [registry];
    this.startedTotal = new Counter({ name: 'payport_payments_started_total', help: 'Payments recorded and sent', labelNames: ['kind'], registers });
    this.endedTotal = new Counter({ name: 'payport_payments_total', help: 'Payments that ended', labelNames: ['kind', 'outcome'], registers });
    this.unknownTotal = new Counter({
      name: 'payport_payments_unknown_total',
      help: 'Payments that became unknown',
      labelNames: ['kind'],
      registers,
    });
    this.duration = new Histogram({
      name: 'payport_payment_duration_seconds',
      help: 'From the request to the end of a payment',
      labelNames: ['kind', 'outcome'],
      buckets: PAYMENT_BUCKETS,
      registers,
    });
    this.questions = new Counter({
      name: 'payport_recovery_questions_total',
      help: 'Questions to devices about unknown payments',
      labelNames: ['finding'],
      registers,
    });
    this.alerts = new Counter({ name: 'payport_driver_alerts_total', help: 'Alerts of drivers', labelNames: ['kind'], registers });
    this.kept = new Counter({
      name: 'payport_outcomes_kept_total',
      help: 'Outcomes that the database did not take',
      labelNames: ['where'],
      registers,
    });
    this.beginAtZero();
  }

  started({ kind }: PaymentRecord): void {
    this.startedTotal.inc({ kind });
  }

  moved({ kind, status, createdAtMs }: PaymentRecord, from: PaymentStatus): void {
    if (status === 'unknown' && from !== 'manual_review') this.unknownTotal.inc({ kind });
    if (!isFinal(status)) return;
    this.endedTotal.inc({ kind, outcome: status });
    this.duration.observe({ kind, outcome: status }, Math.max(0, this.clock.now() - createdAtMs) / 1000);
  }

  asked(finding: (typeof FINDINGS)[number]): void {
    this.questions.inc({ finding });
  }

  alerted(kind: (typeof ALERTS)[number]): void {
    this.alerts.inc({ kind });
  }

  outcomeKept(where: (typeof KEPT)[number]): void {
    this.kept.inc({ where });
  }

  /** A counter that appears with its first event hides that event from `rate()`. */
  private beginAtZero(): void {
    for (const kind of PAYMENT_KINDS) {
      this.startedTotal.inc({ kind }, 0);
      this.unknownTotal.inc({ kind }, 0);
      for (const outcome of PAYMENT_STATUSES.filter(isFinal)) this.endedTotal.inc({ kind, outcome }, 0);
    }
    for (const finding of FINDINGS) this.questions.inc({ finding }, 0);
    for (const kind of ALERTS) this.alerts.inc({ kind }, 0);
    for (const where of KEPT) this.kept.inc({ where }, 0);
  }
}
