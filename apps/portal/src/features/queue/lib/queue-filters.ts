import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';

/** Everything that narrows the queue lives in the page's address, under these names. */
export const queueParsers = {
  property: parseAsString,
  part: parseAsStringLiteral(['unknown', 'care']),
  owner: parseAsStringLiteral(['me', 'nobody', 'confirm']),
};

/** How it looks; absent: cards. */
export const queueLook = { look: parseAsStringLiteral(['table']) };

export type QueueFilters = inferParserType<typeof queueParsers>;

export const loadQueueFilters = createLoader(queueParsers);

/** Is any condition chosen? The hotel is a place, not a condition. */
export const narrowed = ({ part, owner }: QueueFilters): boolean => part !== null || owner !== null;

/** The gateway's query for these conditions. */
export function queueQuery({ property, part, owner }: QueueFilters, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ property, part, owner, cursor })) if (value !== null) query.set(name, value);
  return query.toString();
}

/** The gateway's query for a file of all that these conditions show; columns: as on screen, in this order. */
export function queueExportQuery(filters: QueueFilters, columns: readonly string[], format: string, language: string): string {
  const query = new URLSearchParams(queueQuery(filters, null));
  for (const [name, value] of Object.entries({ columns: columns.join(','), format, language })) query.set(name, value);
  return query.toString();
}
