import { DECLINE_CODES, PAYMENT_KINDS, PAYMENT_OUTCOMES, PAYMENT_STATUSES } from '@payport/domain';
import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { sortParser } from './payment-sort.ts';
import { daysOf, momentsOf, PERIODS } from './period.ts';
import { holdsCardNumber, searchText } from './search-text.ts';

/** Every condition of the list lives in the page's address, under these names. */
export const filterParsers = {
  q: parseAsString,
  property: parseAsString,
  outcome: parseAsArrayOf(parseAsStringLiteral(PAYMENT_OUTCOMES)),
  status: parseAsArrayOf(parseAsStringLiteral(PAYMENT_STATUSES)),
  kind: parseAsArrayOf(parseAsStringLiteral(PAYMENT_KINDS)),
  terminal: parseAsArrayOf(parseAsString),
  reason: parseAsArrayOf(parseAsStringLiteral(DECLINE_CODES)),
  period: parseAsStringLiteral(PERIODS),
  from: parseAsString,
  to: parseAsString,
  returned: parseAsStringLiteral(['true']),
  sort: sortParser,
};

export type PaymentFilters = inferParserType<typeof filterParsers>;

export const loadFilters = createLoader(filterParsers);

export const NO_FILTERS: PaymentFilters = {
  q: null,
  property: null,
  outcome: null,
  status: null,
  kind: null,
  terminal: null,
  reason: null,
  period: null,
  from: null,
  to: null,
  returned: null,
  sort: null,
};

/** An address somebody pasted may hold a card number; it goes no further than that address. */
export const withoutCardNumber = (filters: PaymentFilters): PaymentFilters =>
  filters.q !== null && holdsCardNumber(filters.q) ? { ...filters, q: null } : filters;

/** Is any condition chosen? The hotel is a place, and the order leaves nothing out. */
export function hasConditions(filters: PaymentFilters): boolean {
  const { q, outcome, status, kind, terminal, reason, period, from, to, returned } = filters;
  return (
    [q, period, from, to, returned].some((value) => value !== null) ||
    [outcome, status, kind, terminal, reason].some((list) => list !== null && list.length > 0)
  );
}

/** How many rows a page of the list brings. */
export const PAGE_SIZE = 50;

/** The gateway's query for these conditions. Days become moments by the clocks of the hotel. */
export function toQuery(filters: PaymentFilters, timeZone: string, now: Date, cursor: string | null): string {
  const days = filters.period === null ? { from: filters.from, to: filters.to } : daysOf(filters.period, timeZone, now);
  const moments = momentsOf(days, timeZone);
  const fields: Record<string, string | null | undefined> = {
    property: filters.property,
    q: filters.q === null ? null : searchText(filters.q),
    outcome: filters.outcome?.join(','),
    status: filters.status?.join(','),
    kind: filters.kind?.join(','),
    terminal: filters.terminal?.join(','),
    reason: filters.reason?.join(','),
    from: moments.from,
    to: moments.to,
    returned: filters.returned,
    sort: filters.sort,
    cursor,
    limit: String(PAGE_SIZE),
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value != null && value !== '') query.set(name, value);
  return query.toString();
}

export interface ExportWishes {
  /** As on screen, in this order; null: all. */
  readonly columns: readonly string[] | null;
  readonly timeZone: string;
  readonly now: Date;
  readonly format: string;
  readonly language: string;
}

/** The gateway's query for a file of all that these conditions show. */
export function exportQuery(filters: PaymentFilters, { columns, timeZone, now, format, language }: ExportWishes): string {
  const query = new URLSearchParams(toQuery(filters, timeZone, now, null));
  query.delete('limit');
  if (columns !== null) query.set('columns', columns.join(','));
  query.set('format', format);
  query.set('language', language);
  return query.toString();
}
