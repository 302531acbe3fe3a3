import type { PaymentStatus } from '@payport/domain';
import { expect, it } from 'vitest';
import type { PlayedOrder } from './played-order.ts';
import { wavesOf } from './write-history.ts';

const order = (pmsTransactionNumber: string, to: PaymentStatus): PlayedOrder =>
  ({ pmsTransactionNumber, events: [{ to }], planned: {} }) as unknown as PlayedOrder;

it('every try of a bill is written after the tries before it have ended, and before the one that took the money', () => {
  const [paid, refused, paidAtLast, refusedTwice, failed] = [
    order('1', 'approved'),
    order('2', 'declined'),
    order('2', 'approved'),
    order('3', 'declined'),
    order('3', 'failed'),
  ];
  expect(wavesOf([paid, refused, paidAtLast, refusedTwice, failed])).toEqual([[refused, refusedTwice], [failed], [paid, paidAtLast]]);
});
