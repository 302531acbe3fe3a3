import type { CardResult, Clock, PaymentId, PaymentRecord, PaymentStore, TerminalRecord } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import type { OrderHooks, OriginalNow, SessionHooks, TerminalSessions } from '../terminal-sessions/index.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { OutcomeJournal } from './outcome-journal.ts';
import { seenBy } from './outcome-moves.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import type { PaymentFeed } from './payment-feed.ts';
import type { PaymentObserver } from './payment-observer.ts';
import { Suspicion } from './quarantine.ts';
import { PaymentProgress } from './payment-progress.ts';
import type { EngineLog, PaymentsService } from './payments.service.ts';
import { isSameDevice } from './void-original.ts';

export interface RunnerPorts {
  readonly payments: PaymentsService;
  readonly sessions: TerminalSessions;
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly clock: Clock;
  readonly checkpoints: Checkpoints;
  readonly journal: OutcomeJournal;
  readonly observer: Pick<PaymentObserver, 'outcomeKept'>;
  readonly log: EngineLog;
  /** Called when an order ended without proof. */
  readonly onUnknown: (payment: PaymentRecord) => void;
  /** Two-phase: has the device undo what it just approved by itself unless that is committed; null: not known whether it will. */
  readonly suspend: (payment: PaymentRecord, terminal: TerminalRecord, result: CardResult, hooks: SessionHooks) => Promise<boolean | null>;
  /** Called when a payment waits for its confirmation. */
  readonly onHeld: (payment: PaymentRecord) => void;
}

/** "Seen a moment ago" is exact enough for people; a third commit per payment would not pay for more, ms. */
const SEEN_AGAIN_MS = 5_000;

/** Takes a payment whose intent is durable to its outcome: driver, outcome, second commit. */
export class PaymentRunner {
  private readonly running = new Map<PaymentId, Promise<void>>();
  private readonly settled = new Set<() => void>();
  /** When each terminal was last marked as reachable from here, monotonic ms. */
  private readonly lastSeen = new Map<string, number>();

  private readonly outcomes: OutcomeWriter;

  constructor(private readonly ports: RunnerPorts) {
    this.outcomes = new OutcomeWriter(ports);
  }

  /**
   * Starts the order on its device and returns at once; the feed tells what comes of it. `maySend`, taken before the intent
   * was written, is asked before the first byte: another gateway may have taken the payment over meanwhile.
   */
  begin(payment: PaymentRecord, terminal: TerminalRecord, maySend: () => Promise<void>): void {
    const run = this.run(payment, terminal, maySend)
      .catch((error: unknown) => this.ports.log.warn('payment_run_failed', { paymentId: payment.id }, error))
      .finally(() => {
        this.running.delete(payment.id);
        for (const tell of this.settled) tell();
      });
    this.running.set(payment.id, run);
  }

  isRunning(paymentId: PaymentId): boolean {
    return this.running.has(paymentId);
  }

  runningIds(): readonly PaymentId[] {
    return [...this.running.keys()];
  }

  runningCount(): number {
    return this.running.size;
  }

  /** Resolves when no order runs here, or after `timeoutMs`; true when all have ended. */
  async drain(timeoutMs: number): Promise<boolean> {
    const deadline = this.ports.clock.monotonic() + timeoutMs;
    while (this.running.size > 0) {
      const left = deadline - this.ports.clock.monotonic();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.settled.delete(done);
          cancel();
          resolve();
        };
        const cancel = this.ports.clock.after(left, done);
        this.settled.add(done);
      });
    }
    return true;
  }

  private async run(payment: PaymentRecord, terminal: TerminalRecord, maySend: () => Promise<void>): Promise<void> {
    const { sessions, checkpoints, store, clock, feed, log } = this.ports;
    await checkpoints.reached('intent_durable', payment.id);
    const progress = new PaymentProgress(payment, {
      store,
      clock,
      feed,
      warn: (error, id) => log.warn('progress_not_written', { paymentId: id }, error),
    });
    const suspicion = new Suspicion(terminal);
    const hooks: OrderHooks = {
      original: () => this.originalOf(payment, terminal),
      keep: (facts) => this.ports.payments.keep(payment.id, facts),
      beforeFirstByte: async () => {
        await maySend();
        await checkpoints.reached('before_first_byte', payment.id);
      },
      dispatched: () => {
        progress.dispatched();
        void checkpoints.reached('on_device', payment.id);
      },
      stage: (stage) => progress.stage(stage),
      frame: (frame) => progress.frame(frame),
      alert: (alert) => {
        suspicion.hear(alert);
        log.alert(alert, payment);
      },
    };
    const answered = await sessions.perform(payment, terminal, hooks);
    const outcome = suspicion.judge(answered);
    const suspended = await this.suspended(payment, terminal, outcome, hooks);
    // What the terminal gave away of itself while it suspended, too.
    const decided = { ...suspended, evidence: { ...suspended.evidence, ...suspicion.evidence() } };
    await checkpoints.reached('outcome_known', payment.id);
    const concluded = await this.outcomes.write(payment, decided, progress);
    await checkpoints.reached('outcome_durable', payment.id);
    await this.markReachable(payment, outcome);
    if (concluded.status === 'unknown') this.ports.onUnknown(concluded);
    if (concluded.status === 'held') this.ports.onHeld(concluded);
  }

  private async originalOf({ original }: PaymentRecord, terminal: TerminalRecord): Promise<OriginalNow | null> {
    const id = original?.paymentId ?? null;
    const payment = id === null ? null : await this.ports.store.find(id);
    if (payment === null) return null;
    const inOpenBatch = isSameDevice(payment, terminal) && !(await this.ports.store.transaction([], (tx) => tx.batchClosedOver(payment)));
    return { payment, inOpenBatch };
  }

  /** What has to be confirmed is suspended in the same conversation: nothing else may come in between. */
  private async suspended(payment: PaymentRecord, terminal: TerminalRecord, outcome: OrderOutcome, hooks: SessionHooks): Promise<OrderOutcome> {
    if (payment.confirmation !== 'pms' || outcome.outcome !== 'approved') return outcome;
    await this.ports.checkpoints.reached('approved_on_device', payment.id);
    return { ...outcome, suspended: await this.ports.suspend(payment, terminal, outcome.result, hooks) };
  }

  private async markReachable(payment: PaymentRecord, outcome: OrderOutcome): Promise<void> {
    const seen = seenBy(outcome, this.ports.clock.now());
    if (seen === null) return;
    const { reachable } = seen;
    const now = this.ports.clock.monotonic();
    const marked = this.lastSeen.get(payment.terminalId);
    if (reachable && marked !== undefined && now - marked < SEEN_AGAIN_MS) return;
    if (reachable) this.lastSeen.set(payment.terminalId, now);
    else this.lastSeen.delete(payment.terminalId);
    try {
      await this.ports.store.markTerminal(payment.terminalId, seen);
    } catch (error) {
      this.ports.log.warn('terminal_state_not_written', { terminalId: payment.terminalId }, error);
    }
  }
}
