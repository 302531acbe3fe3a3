import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { parseAsDay } from './report-filters.ts';

export const RELATIONS = ['gateway_bank', 'gateway_pms', 'bank_statement'] as const;
export const SEVERITIES = ['high', 'medium', 'low'] as const;

/** Everything that narrows the list lives in the page's address, under these names. */
export const exceptionParsers = {
  property: parseAsString,
  state: parseAsStringLiteral(['open', 'ended']).withDefault('open'),
  day: parseAsString,
  from: parseAsDay,
  to: parseAsDay,
  relation: parseAsStringLiteral(RELATIONS),
  severity: parseAsStringLiteral(SEVERITIES),
  owner: parseAsStringLiteral(['me', 'nobody']),
  waiting: parseAsStringLiteral(['second', 'overdue']),
};
export type ExceptionFilters = inferParserType<typeof exceptionParsers>;
export const loadExceptionFilters = createLoader(exceptionParsers);

/** Nothing chosen; the hotel is a place, not a condition. */
export const NO_FILTERS = { state: 'open', day: null, from: null, to: null, relation: null, severity: null, owner: null, waiting: null } as const;

export const narrowed = ({ state, day, from, to, relation, severity, owner, waiting }: ExceptionFilters): boolean =>
  state !== 'open' || [day, from, to, relation, severity, owner, waiting].some((chosen) => chosen !== null);

/** The gateway's query for these conditions. */
export function exceptionQuery({ property, ...conditions }: ExceptionFilters, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...conditions, cursor })) if (value !== null) query.set(name, value);
  return query.toString();
}
