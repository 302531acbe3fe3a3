import {
  CONTRADICTED,
  isFinal,
  uuidV7,
  type BankEvidence,
  type Clock,
  type PaymentEvent,
  type PaymentId,
  type PaymentRecord,
  type PaymentStatus,
  type PaymentStore,
  type PaymentTx,
  type Random,
  type RecoveryEvidence,
} from '@payport/domain';
import { applyMove, noteOf, raiseAlarm, type Move, type PaymentFeed, type PaymentObserver } from '../payments/index.ts';
import { agreesAgain, bearsOut, contradictedTo, evidenceFields, moveOfEvidence, sentenceOf } from './evidence-moves.ts';

export interface BankProofPorts {
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly observer: Pick<PaymentObserver, 'moved'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Rung 3 before rung 4. */
  readonly sources: readonly RecoveryEvidence[];
}

/** What came of a proof. */
export type ProofEnd = 'settled' | 'contradicted' | 'nothing';

interface ProvenMove {
  readonly move: Move;
  readonly evidence: PaymentEvent['evidence'];
}

/** Proofs of the bank: what nobody knew is settled by them without a person, what had ended otherwise is contradicted. */
export class BankProofs {
  constructor(private readonly ports: BankProofPorts) {}

  /** The way out that the bank proves for a payment of unknown outcome; null: none. Whoever has the payment in hand takes it. */
  readonly wayOut = async (payment: PaymentRecord): Promise<ProvenMove | null> => {
    const { sources, store } = this.ports;
    for (const source of sources) {
      const evidence = await source.about(payment);
      const move = evidence && moveOfEvidence(payment, evidence, await store.events(payment.id, 0));
      if (move) return { move, evidence: evidenceFields(evidence) };
    }
    return null;
  };

  /**
   * Applies a proof to a payment that nobody works on: one that waits for a person, or that has ended. The same proof again
   * changes nothing.
   */
  async apply(id: PaymentId, evidence: BankEvidence): Promise<ProofEnd> {
    const { store, clock, random, feed, observer } = this.ports;
    const atMs = clock.now();
    let from: PaymentStatus | null = null;
    const [end, payment] = await store.transaction([], async (tx): Promise<readonly [ProofEnd, PaymentRecord | null]> => {
      const current = await tx.lock(id);
      if (!current) return ['nothing', null];
      if (isFinal(current.status)) return this.contradict(tx, current, evidence, atMs);
      // Others are in the hands of the ladder or of the undo, which ask by themselves.
      const move = current.status === 'manual_review' ? moveOfEvidence(current, evidence, await tx.events(id)) : null;
      if (!move) return ['nothing', null];
      from = current.status;
      const decided = { move, evidence: evidenceFields(evidence), atMs, actor: 'recovery', newId: () => uuidV7(clock, random) };
      return ['settled', await applyMove(tx, current, [], decided)];
    });
    if (end === 'nothing' || !payment) return 'nothing';
    feed.publish(id, payment);
    if (from !== null) observer.moved(payment, from);
    return end;
  }

  private async contradict(
    tx: PaymentTx,
    current: PaymentRecord,
    evidence: BankEvidence,
    nowMs: number,
  ): Promise<readonly [ProofEnd, PaymentRecord | null]> {
    const provenMinor = contradictedTo(current, evidence);
    if (provenMinor === null) {
      // A terminal that said otherwise after the end was mistaken: nothing is left to be looked at.
      if (bearsOut(current, evidence)) await tx.clearPaymentAlarms(current.id, ['payment_contradicted'], nowMs);
      return ['nothing', null];
    }
    const { clock, random } = this.ports;
    const atMs = Math.max(nowMs, (current.contradiction?.atMs ?? 0) + 1);
    const { source } = evidence;
    const fields = { ...evidenceFields(evidence), provenMinor: provenMinor.toString() };
    await tx.append(noteOf(current, atMs, CONTRADICTED, 'recovery', fields));
    const contradiction = { source, evidence: sentenceOf(current, evidence), atMs, provenMinor };
    await tx.saveContradiction(current.id, contradiction);
    await tx.addOutbox('payment.contradicted', current, current.lastSeq + 1, atMs);
    if (agreesAgain(current, provenMinor)) await tx.clearPaymentAlarms(current.id, ['payment_contradicted'], atMs);
    else await raiseAlarm(tx, current, 'payment_contradicted', { id: uuidV7(clock, random), atMs });
    return ['contradicted', { ...current, contradiction, lastSeq: current.lastSeq + 1, updatedAtMs: Math.max(current.updatedAtMs, atMs) }];
  }
}
