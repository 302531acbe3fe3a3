import type { PostingDraft } from '@payport/bank-files';

/** Above a thousand roubles the desk asks a second person. */
const TWO_PEOPLE_MINOR = 100_000n;

/**
 * The journal of a day as a hotel keeps it. It lacks one posting: a payment that was never posted is what the reconciliation is there
 * to find, and a dear one takes two people to explain. Another was typed by hand at the night audit, with the amount and the terminal
 * from the slip and none of its numbers: that is a likely pair, which a person accepts. Nothing else of the day has its amount.
 */
export function asTheHotelKeepsIt(postings: readonly PostingDraft[]): readonly PostingDraft[] {
  const payments = postings.filter(({ kind }) => kind === 'payment');
  const missing = payments.findLast(({ amountMinor }) => amountMinor > TWO_PEOPLE_MINOR) ?? postings.at(-1);
  const typed = payments.find(
    (posting) => posting !== missing && postings.filter(({ amountMinor }) => amountMinor === posting.amountMinor).length === 1,
  );
  return postings.filter((posting) => posting !== missing).map((posting) => (posting === typed ? typedByHand(posting) : posting));
}

const typedByHand = (posting: PostingDraft): PostingDraft => ({
  ...posting,
  postedAt: null,
  folio: null,
  rrn: null,
  authCode: null,
  cardMask: null,
  paymentRef: null,
});
