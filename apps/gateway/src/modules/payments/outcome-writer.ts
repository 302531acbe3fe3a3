import type { Clock, PaymentRecord } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import type { Checkpoints } from './checkpoints.ts';
import type { OutcomeJournal } from './outcome-journal.ts';
import { moveOfOutcome, stillMoves } from './outcome-moves.ts';
import type { PaymentObserver } from './payment-observer.ts';
import type { PaymentProgress, Unwritten } from './payment-progress.ts';
import type { EngineLog, PaymentsService } from './payments.service.ts';

/** Between two tries to write an outcome that the database did not take. */
const STORE_RETRY_MS = 500;
/** A database that hangs says no "no": after this time an outcome is kept as if it had, ms. */
const STORE_SLOW_MS = 1_000;

export interface WriterPorts {
  readonly payments: Pick<PaymentsService, 'conclude'>;
  readonly clock: Clock;
  readonly checkpoints: Checkpoints;
  readonly journal: OutcomeJournal;
  readonly observer: Pick<PaymentObserver, 'outcomeKept'>;
  readonly log: Pick<EngineLog, 'warn'>;
}

/**
 * The outcome is durable before anyone is told. While the database is away it lies in the journal, the device stays
 * claimed, and we insist.
 */
export class OutcomeWriter {
  constructor(private readonly ports: WriterPorts) {}

  async write(payment: PaymentRecord, outcome: OrderOutcome, progress: Pick<PaymentProgress, 'close' | 'pending'>): Promise<PaymentRecord> {
    let unwritten: Unwritten | null = null;
    let keeping: Promise<boolean> | null = null;
    const keep = (): Promise<boolean> => {
      // What the disk refused once may fit later, so it is tried again at each turn.
      keeping = (keeping ?? Promise.resolve(false)).then((kept) => kept || this.keep(payment, outcome, unwritten ?? progress.pending()));
      return keeping;
    };
    const cancel = this.ports.clock.after(STORE_SLOW_MS, () => void keep());
    try {
      unwritten = await progress.close();
      return await this.insist(payment, outcome, unwritten, keep);
    } finally {
      cancel();
      // Whoever waits is told already; the way without a journal has no turn more than it needs.
      if (keeping !== null) await this.settle(payment, keeping);
    }
  }

  private async insist(payment: PaymentRecord, outcome: OrderOutcome, unwritten: Unwritten, keep: () => Promise<boolean>): Promise<PaymentRecord> {
    const { payments, clock, log } = this.ports;
    for (;;) {
      try {
        return await payments.conclude(
          payment.id,
          'device',
          (current) => {
            const move = moveOfOutcome(current, outcome);
            if (stillMoves(current, move)) return { move, evidence: evidenceOf(outcome) };
            // Mostly written by an earlier try whose answer was lost.
            if (move.to !== current.status) log.warn('outcome_too_late', { paymentId: payment.id, outcome: outcome.outcome, status: current.status });
            return null;
          },
          unwritten,
        );
      } catch (error) {
        log.warn('outcome_not_written', { paymentId: payment.id, outcome: outcome.outcome }, error);
        await keep();
        await clock.sleep(STORE_RETRY_MS);
      }
    }
  }

  /** True when the outcome is safe on disk. */
  private async keep(payment: PaymentRecord, outcome: OrderOutcome, unwritten: Unwritten): Promise<boolean> {
    const { journal, clock, observer, log, checkpoints } = this.ports;
    try {
      await journal.keep({ paymentId: payment.id, atMs: clock.now(), outcome, unwritten });
    } catch (error) {
      observer.outcomeKept('memory');
      log.warn('outcome_not_journaled', { paymentId: payment.id }, error);
      return false;
    }
    observer.outcomeKept('journal');
    log.warn('outcome_journaled', { paymentId: payment.id });
    await checkpoints.reached('outcome_journaled', payment.id);
    return true;
  }

  /** Not settled means replayed at the next start, where a final payment is only noted. */
  private async settle(payment: PaymentRecord, keeping: Promise<boolean>): Promise<void> {
    try {
      if (await keeping) await this.ports.journal.settle(payment.id);
    } catch (error) {
      this.ports.log.warn('journal_not_settled', { paymentId: payment.id }, error);
    }
  }
}

/** That the device provably works on an unknown order no more decides later who may have it. */
const evidenceOf = (outcome: OrderOutcome): OrderOutcome['evidence'] =>
  outcome.outcome === 'unknown' ? { ...outcome.evidence, runEnded: outcome.runEnded } : outcome.evidence;
