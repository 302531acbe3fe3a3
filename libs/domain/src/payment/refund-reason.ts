/** Why people give money back. The words for each are the portal's. */
export const REFUND_REASONS = ['guest_request', 'booking_cancelled', 'service_not_provided', 'wrong_amount', 'duplicate', 'fraud', 'other'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];
