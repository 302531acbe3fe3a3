import type { PaymentRecord, PaymentStatus } from '@payport/domain';
import type { DriverAlert, RecoveryFinding } from '@payport/terminals-core';

/** What the engine tells whoever counts. Called after the commit and after the waiting callers were woken; never awaited. */
export interface PaymentObserver {
  /** A new payment was recorded; replays are not told. */
  started(payment: PaymentRecord): void;
  /** A payment came from one state to another, durably. */
  moved(payment: PaymentRecord, from: PaymentStatus): void;
  /** A device was asked about an unknown payment. */
  asked(finding: RecoveryFinding['finding']): void;
  alerted(kind: DriverAlert['kind']): void;
  /** The database did not take an outcome: it is on disk now, or only in memory since the disk did not take it either. */
  outcomeKept(where: 'journal' | 'memory'): void;
}

export const NO_OBSERVER: PaymentObserver = {
  started: () => undefined,
  moved: () => undefined,
  asked: () => undefined,
  alerted: () => undefined,
  outcomeKept: () => undefined,
};
