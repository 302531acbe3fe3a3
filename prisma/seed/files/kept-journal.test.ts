import type { PostingDraft } from '@payport/bank-files';
import { expect, it } from 'vitest';
import { asTheHotelKeepsIt } from './kept-journal.ts';

const posting = (postingRef: string, amountMinor: bigint, kind: PostingDraft['kind'] = 'payment'): PostingDraft => ({
  postingRef,
  businessDay: '2026-03-02',
  postedAt: { day: '2026-03-02', time: '12:00:00', offsetMinutes: null },
  kind,
  amountMinor,
  currency: 'RUB',
  folio: 'F-1',
  room: '101',
  guest: 'Иванов',
  rrn: '123456789012',
  authCode: 'A1B2C3',
  cardMask: '220015******7474',
  tid: '00445501',
  paymentRef: postingRef,
  cashier: 'Ольга',
});
const kept = (...postings: readonly PostingDraft[]) => asTheHotelKeepsIt(postings);

it('lacks the last dear payment', () => {
  expect(kept(posting('1', 200_000n), posting('2', 300_000n), posting('3', 50_000n)).map(({ postingRef }) => postingRef)).toEqual(['1', '3']);
});

it('has one posting without a number of the payment: amount, day and terminal are all that there is', () => {
  const [typed, other] = kept(posting('1', 150_000n), posting('2', 50_000n), posting('3', 300_000n));
  expect(typed).toEqual({
    ...posting('1', 150_000n),
    postedAt: null,
    folio: null,
    rrn: null,
    authCode: null,
    cardMask: null,
    paymentRef: null,
  });
  expect(other).toEqual(posting('2', 50_000n));
});

it('that one is of an amount that nothing else of the day has, be it missing or a refund', () => {
  const lines = kept(posting('1', 300_000n), posting('2', 70_000n), posting('3', 70_000n, 'refund'), posting('4', 50_000n), posting('5', 300_000n));
  expect(lines.filter(({ paymentRef }) => paymentRef === null).map(({ postingRef }) => postingRef)).toEqual(['4']);
});

it('of a day with nothing to choose from it only lacks one', () => {
  expect(kept(posting('1', 300_000n))).toEqual([]);
  expect(kept(posting('1', 300_000n), posting('2', 300_000n))).toEqual([posting('1', 300_000n)]);
});
