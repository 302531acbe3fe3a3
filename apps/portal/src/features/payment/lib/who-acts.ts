import type { DeclineCode } from '@payport/domain';

export type Who = 'guest' | 'cashier' | 'technician' | 'bank' | 'support';

/** Who can do something about each reason. */
export const WHO_ACTS: Readonly<Record<DeclineCode, Who>> = {
  insufficient_funds: 'guest',
  wrong_pin: 'guest',
  pin_blocked: 'bank',
  card_expired: 'guest',
  card_blocked: 'bank',
  card_restricted: 'bank',
  limit_exceeded: 'guest',
  issuer_unavailable: 'bank',
  issuer_refused: 'bank',
  card_refused: 'guest',
  card_read_failed: 'guest',
  cancelled_on_device: 'cashier',
  cancelled_by_cashier: 'cashier',
  device_timeout: 'cashier',
  original_not_found: 'support',
  refund_exceeds_original: 'cashier',
  batch_closed: 'cashier',
  terminal_setup: 'technician',
  link_failed: 'technician',
  not_sent: 'cashier',
  proven_absent: 'cashier',
  outcome_unknown: 'support',
  unmapped: 'support',
};
