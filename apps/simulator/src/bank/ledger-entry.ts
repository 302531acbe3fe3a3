import type { Hold } from './hold.ts';

/** A void is an entry of its own; the operation it cancels becomes `reversed`. A refund likewise, beside its original. */
export const LEDGER_KINDS = ['sale', 'refund', 'void'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export const LEDGER_STATES = ['captured', 'reversed', 'refunded'] as const;
/** `refunded` only when the whole amount went back; `reversed`: the operation was undone and never reaches the cardholder. */
export type LedgerState = (typeof LEDGER_STATES)[number];

/** One operation that the simulated bank holds: the truth that everything else is compared with. */
export interface LedgerEntry {
  readonly tid: string;
  readonly mid: string;
  /** 12 digits, unique over the whole bank. */
  readonly rrn: string;
  /** 6 letters or digits. */
  readonly authCode: string;
  readonly kind: LedgerKind;
  /** Always positive: the kind carries the direction. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly cardMask: string;
  readonly cardName: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly state: LedgerState;
  /** Batch of its terminal; 0 for imported history, which is always settled. */
  readonly batch: number;
  /** Number of the operation within its batch, as printed after `ЧЕК`. */
  readonly operationNumber: number;
  readonly originalRrn: string | null;
}

/** What one decision of the bank does to its books; applied whole or not at all. */
export interface BankChange {
  readonly entries: readonly LedgerEntry[];
  readonly states: readonly { readonly rrn: string; readonly state: LedgerState }[];
  /** Reservations as they then stand. */
  readonly holds: readonly Hold[];
  /** The terminal's batch that this change settles. */
  readonly closedBatch: { readonly tid: string; readonly batch: number } | null;
}

export const NO_BANK_CHANGE: BankChange = { entries: [], states: [], holds: [], closedBatch: null };
