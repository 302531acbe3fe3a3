/** A text for people, in both languages of the product. */
export interface Bilingual {
  readonly ru: string;
  readonly en: string;
}

/** What the terminal said about money that moved. A field it did not give is null, never invented. */
export interface CardResult {
  readonly approvedAmountMinor: bigint | null;
  readonly currency: string;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly responseCode: string | null;
  readonly responseText: string | null;
  /** First six and last four at most: `411111******1111`. */
  readonly cardMask: string | null;
  readonly cardBrand: string | null;
  /** `MM/YY` */
  readonly cardExpiry: string | null;
  readonly cardholder: string | null;
  readonly terminalTid: string | null;
  readonly merchantMid: string | null;
  readonly stan: string | null;
  /** The terminal's own clock, as printed: `YYYY-MM-DDThh:mm:ss` without a zone. */
  readonly hostTime: string | null;
  /** What the bank really did with a refund. */
  readonly executedAs: 'sale' | 'refund' | 'void' | null;
  readonly slip: string | null;
}

export const RETRY_ADVICE = ['now', 'later', 'never', 'other_card', 'do_not_retry_check_first'] as const;
export type RetryAdvice = (typeof RETRY_ADVICE)[number];

/** Stable reasons of ours; the terminal's raw code travels beside them. */
export const DECLINE_CODES = [
  'insufficient_funds',
  'wrong_pin',
  'pin_blocked',
  'card_expired',
  'card_blocked',
  'card_restricted',
  'limit_exceeded',
  'issuer_unavailable',
  'issuer_refused',
  'card_refused',
  'card_read_failed',
  'cancelled_on_device',
  'cancelled_by_cashier',
  'device_timeout',
  'original_not_found',
  'refund_exceeds_original',
  'batch_closed',
  'terminal_setup',
  'link_failed',
  'not_sent',
  'proven_absent',
  'outcome_unknown',
  'unmapped',
] as const;
export type DeclineCode = (typeof DECLINE_CODES)[number];

/** Why money did not move, or why nobody knows yet; with what to say and who can act. */
export interface Decline {
  readonly code: DeclineCode;
  readonly terminalCode: string | null;
  readonly message: Bilingual;
  readonly advice: Bilingual;
  readonly retry: RetryAdvice;
}
