import type { CardResult, Decline, DeviceReference, PaymentEvent, PaymentId } from '@payport/domain';
import type { CleanFrame } from '@payport/terminals-core';
import type { PlannedOrder } from './planned-order.ts';

export type HistoryEvent = Omit<PaymentEvent, 'paymentId' | 'seq' | 'from'>;

/** An order of the history with all that the gateway would have recorded of it. */
export interface PlayedOrder {
  readonly id: PaymentId;
  readonly planned: PlannedOrder;
  readonly reference: DeviceReference;
  readonly pmsTransactionNumber: string;
  /** The first event accepts the payment. */
  readonly events: readonly HistoryEvent[];
  readonly result: CardResult | null;
  readonly decline: Decline | null;
  readonly frames: readonly CleanFrame[];
  readonly recoveryAttempts: number;
  readonly original: PlayedOrder | null;
}
