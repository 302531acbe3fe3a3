import type { PortalQueueItem } from '@payport/contracts';
import { expect, it } from 'vitest';
import { QUEUE_ORDER } from './queue-order.ts';

const item = (part: PortalQueueItem['part'], id: string) => ({ part, payment: { id } }) as PortalQueueItem;

it('the queue has unknown outcomes first, the oldest at the top, then the others, the newest at the top', () => {
  const inOrder = [item('unknown', '01'), item('unknown', '02'), item('care', '09'), item('care', '05')].map(QUEUE_ORDER.placeOf);
  for (const [at, place] of inOrder.entries()) {
    expect(inOrder.map((other) => QUEUE_ORDER.upTo(other, place))).toEqual(inOrder.map((_, index) => index <= at));
  }
});
