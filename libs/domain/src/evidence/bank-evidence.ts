import type { Bilingual } from '../card-result.ts';
import type { PaymentRecord } from '../payment/payment-record.ts';

export type BankEvidenceSource = 'acquirer_api' | 'registry';

/**
 * What the bank proves about one payment: exact, or it is none. `captured`: the payment's own operation ran and stands;
 * `reversed`: it ran and was taken back; `absent`: it never ran, which only the acquirer's own answer after its delay can say.
 */
export interface BankEvidence {
  readonly rung: 3 | 4;
  readonly source: BankEvidenceSource;
  readonly says: 'captured' | 'reversed' | 'declined' | 'absent';
  /** What the operation was over, positive; null where there is none. */
  readonly amountMinor: bigint | null;
  readonly matchedBy: 'reference' | 'rrn' | 'terminal_amount_day';
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly tid: string | null;
  readonly mid: string | null;
  /** Where it can be looked up: lines of files. */
  readonly lines: readonly string[];
}

/** The upper rungs of the ladder below a person: sources beside the device that may know what became of a payment. */
export interface RecoveryEvidence {
  /** Exact proof about this payment, or null: nothing is known, not yet, or not for certain. Never rejects. */
  about(payment: PaymentRecord): Promise<BankEvidence | null>;
}

/** A final state that the bank contradicts; the latest that it said. */
export interface Contradiction {
  readonly source: BankEvidenceSource;
  readonly evidence: Bilingual;
  readonly atMs: number;
  /** What the bank shows as moved by the payment, positive; zero: nothing. */
  readonly provenMinor: bigint;
}

/** The event of a contradiction. */
export const CONTRADICTED = 'contradicted';
