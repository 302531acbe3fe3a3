import type { PortalQueueItem } from '@payport/contracts';
import type { RowOrder } from '@/features/lists/lib/kept-pages.ts';

/** Unknown outcomes first, the oldest at the top; then what failed, the newest at the top. Ids begin with their time. */
export const QUEUE_ORDER: RowOrder<PortalQueueItem> = {
  placeOf: ({ part, payment }) => `${part === 'unknown' ? 'a' : 'b'}${payment.id}`,
  upTo: (place, last) => (place[0] !== last[0] ? place < last : place.startsWith('a') ? place <= last : place >= last),
};
