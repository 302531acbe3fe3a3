import type { NewAlarm } from '../alarm.ts';

/** Why a terminal is put out of use: under another TID or MID than registered, or a whole card number in its answer. */
export const QUARANTINE_REASONS = ['terminal_mismatch', 'full_card_number'] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Nobody has switched the terminal off, but it takes no new orders until a person lifts this. */
export interface Quarantine {
  readonly reason: QuarantineReason;
  readonly sinceMs: number;
  /** What the driver noted, without card data. */
  readonly detail: string | null;
}

/** Puts a terminal out of use and tells people, where that has not happened yet. */
export interface NewQuarantine extends Quarantine {
  readonly alarm: NewAlarm;
}
