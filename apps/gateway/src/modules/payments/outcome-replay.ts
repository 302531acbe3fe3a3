import { isFinal, type PaymentId, type PaymentRecord, type PaymentStore } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import type { KeptOutcome, OutcomeJournal } from './outcome-journal.ts';
import { moveOfOutcome, stillMoves, WITH_ITS_SENDER, type Move } from './outcome-moves.ts';
import type { EngineLog, PaymentsService } from './payments.service.ts';

export interface ReplayPorts {
  readonly journal: OutcomeJournal;
  readonly payments: Pick<PaymentsService, 'conclude'>;
  readonly store: Pick<PaymentStore, 'find'>;
  readonly log: Pick<EngineLog, 'warn'>;
  /** True while an order's own run still holds its outcome and insists itself. */
  readonly isRunning: (paymentId: PaymentId) => boolean;
}

/** Brings what the journal holds into the database. What does not get there stays, and is tried again by the next call. */
export async function replayOutcomes({ journal, payments, store, log, isRunning }: ReplayPorts): Promise<void> {
  for (const entry of journal.waiting()) {
    const { paymentId } = entry;
    if (isRunning(paymentId)) continue;
    try {
      if (await store.find(paymentId)) {
        await payments.conclude(paymentId, 'device', (current) => decided(current, entry), entry.unwritten);
        await journal.settle(paymentId);
        log.warn('journal_replayed', { paymentId, outcome: entry.outcome.outcome });
      } else {
        // A database that was set back to before this payment: a person has to see the line.
        await journal.setAside(paymentId);
        log.warn('journal_without_payment', { paymentId });
      }
    } catch (error) {
      log.warn('journal_not_replayed', { paymentId }, error);
    }
  }
}

function decided(current: PaymentRecord, { outcome, atMs }: KeptOutcome): { move: Move; evidence: Record<string, unknown> } | null {
  const move = moveOfOutcome(current, outcome);
  const evidence = { ...outcome.evidence, journaledAt: new Date(atMs).toISOString() };
  if (!isFinal(current.status) && !stillProves(current, outcome)) return null;
  return stillMoves(current, move) ? { move, evidence } : null;
}

/** "Nothing was sent" is proof together with the state in which it was said; after others have asked the device it is none. */
const stillProves = (current: PaymentRecord, outcome: OrderOutcome): boolean =>
  outcome.outcome !== 'not_sent' || WITH_ITS_SENDER.includes(current.status);
