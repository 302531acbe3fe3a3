import type { PaymentId, PropertyId, TerminalId } from '../ids.ts';
import type { PaymentRecord, TerminalRecord } from '../payment/payment-record.ts';

/** `reversal`: a line of its own that takes an earlier operation back. */
export const BANK_OPERATION_KINDS = ['sale', 'refund', 'reversal'] as const;
export type BankOperationKind = (typeof BANK_OPERATION_KINDS)[number];
export type BankOperationState = 'captured' | 'reversed' | 'declined';

/** What an acquirer says about one of its operations. A field that it does not give is null. */
export interface BankOperation {
  readonly kind: BankOperationKind;
  readonly state: BankOperationState;
  /** Positive: the kind carries the direction. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
}

/** The same as a line of a list that was imported. */
export interface BankLine extends BankOperation {
  readonly id: string;
  readonly propertyId: PropertyId;
  /** The file or feed, and the line in it. */
  readonly source: string;
  readonly sourceLine: string;
  /** The bank's own day, `YYYY-MM-DD`. */
  readonly businessDay: string;
}

/** A payment that a line may be about. */
export interface LinePayment {
  readonly payment: PaymentRecord;
  /** As the terminal is registered. */
  readonly tid: string | null;
  /** The day of its dispatch in the hotel's time zone, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Lines with everything of ours and of the bank's that could belong together with them. */
export interface BankLook {
  /** Ids of the lines that were asked about; what is known around the others is not complete. */
  readonly asked: readonly string[];
  readonly lines: readonly BankLine[];
  readonly payments: readonly LinePayment[];
}

/** Lines that an import has added. */
export interface BankOperationStore {
  /** Marks those that only say what an approved payment says: by far the most, and nothing is to be done about them. */
  passAgreeing(atMs: number): Promise<void>;
  /** Lines that have not been considered to the end, oldest first; ids after `afterId`. */
  pending(afterId: string | null, limit: number): Promise<readonly BankLine[]>;
  /** All that could belong together with these lines, them included. */
  around(lineIds: readonly string[]): Promise<BankLook>;
  /** All that could belong together with these payments. */
  aboutPayments(ids: readonly PaymentId[]): Promise<BankLook>;
  /** Nothing more can come of these. */
  consider(lineIds: readonly string[], atMs: number): Promise<void>;
}

export type AcquirerAnswer =
  { readonly answer: 'found'; readonly operation: BankOperation } | { readonly answer: 'absent' } | { readonly answer: 'cannot_tell' };

/** The acquirer's operations API, where the hotel has one. */
export interface AcquirerOperations {
  /** How long after an operation the provider's answer "there is none" counts, as it states itself, ms. */
  readonly absenceCountsAfterMs: number;
  /** Never rejects: a broken question is `cannot_tell`, and so is a terminal that the provider does not know. */
  ask(payment: PaymentRecord, terminal: TerminalRecord): Promise<AcquirerAnswer>;
}

/** Whoever looks for payments that the bank can tell of. */
export interface DoubtfulPayments {
  /** Waiting for a person, oldest first. */
  inReview(limit: number): Promise<readonly { readonly id: PaymentId; readonly terminalId: TerminalId }[]>;
  /** Once in doubt, and ended between the two moments: what was found out then can be wrong. */
  endedAfterDoubt(fromMs: number, toMs: number, limit: number): Promise<readonly { readonly id: PaymentId; readonly terminalId: TerminalId }[]>;
}
