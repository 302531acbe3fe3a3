import { PAYMENT_OUTCOMES } from '@payport/domain';
import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { NO_FILTERS, toQuery, withoutCardNumber, type PaymentFilters } from '@/features/payments/lib/payment-filters.ts';
import { sortParser } from '@/features/payments/lib/payment-sort.ts';

/** Everything that narrows the list of refunds lives in the page's address, under these names. */
export const refundParsers = {
  property: parseAsString,
  q: parseAsString,
  outcome: parseAsStringLiteral(PAYMENT_OUTCOMES),
  from: parseAsString,
  to: parseAsString,
  sort: sortParser,
};
export type RefundFilters = inferParserType<typeof refundParsers>;
export const loadRefundFilters = createLoader(refundParsers);

/** Which of those that wait for a second person; a question of the moment, and no part of a saved view. */
export const waitingParser = { waiting: parseAsStringLiteral(['me']) };
export const loadWaiting = createLoader(waitingParser);
export type WaitingWhose = inferParserType<typeof waitingParser>['waiting'];

export const NOTHING_CHOSEN = { q: null, outcome: null, from: null, to: null } as const;

/** Is any condition chosen? The hotel is a place, and the order leaves nothing out. */
export const narrowed = ({ q, outcome, from, to }: RefundFilters): boolean => [q, outcome, from, to].some((value) => value !== null);

/** Two days in the wrong order are still the same two days. */
const inOrder = (from: string | null, to: string | null) => (from !== null && to !== null && from > to ? { from: to, to: from } : { from, to });

/** The same conditions as the list of payments would have them: money back alone. */
export const asPayments = ({ property, q, outcome, from, to, sort }: RefundFilters): PaymentFilters =>
  withoutCardNumber({
    ...NO_FILTERS,
    property,
    q,
    outcome: outcome === null ? null : [outcome],
    ...inOrder(from, to),
    sort,
    kind: ['refund', 'void'],
  });

export const refundQuery = (filters: RefundFilters, timeZone: string, now: Date, cursor: string | null): string =>
  toQuery({ ...asPayments(filters), kind: null }, timeZone, now, cursor);

/** The gateway's query for what waits at these hotels. */
export function waitingQuery(property: string | null, whose: WaitingWhose, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ property, whose, cursor })) if (value !== null) query.set(name, value);
  return query.toString();
}
