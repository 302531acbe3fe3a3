import type { PortalWebhook } from '@payport/contracts';

/** How a receiver does: what it does with messages now, or why it gets none. */
export const HEALTHS = ['good', 'sending', 'failing', 'quiet', 'off', 'gone'] as const;
export type Health = (typeof HEALTHS)[number];

/** By its newest message; one that waits for its first attempt says nothing yet. */
export function healthOf({
  enabled,
  disabledAs,
  last,
  lastDeliveredAt,
}: Pick<PortalWebhook, 'enabled' | 'disabledAs' | 'last' | 'lastDeliveredAt'>): Health {
  if (!enabled) return disabledAs === 'gone' ? 'gone' : 'off';
  if (last === null) return 'quiet';
  if (last.state === 'delivered') return 'good';
  if (last.state === 'pending' && last.attempts === 0) return lastDeliveredAt === null ? 'sending' : 'good';
  return last.state === 'cancelled' ? 'quiet' : 'failing';
}
