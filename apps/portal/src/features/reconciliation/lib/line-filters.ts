import { RECON_RELATIONS, RECON_RESULTS, RECON_SIDES } from '@payport/domain';
import { parseAsStringLiteral, type inferParserType } from 'nuqs/server';

/** Which lines of a day: under these names in the page's address. */
export const lineParsers = {
  relation: parseAsStringLiteral(RECON_RELATIONS),
  side: parseAsStringLiteral(RECON_SIDES),
  result: parseAsStringLiteral(RECON_RESULTS),
};
export type LineFilters = inferParserType<typeof lineParsers>;

/** Is any condition chosen? */
export const narrowsLines = ({ relation, side, result }: LineFilters): boolean => [relation, side, result].some((value) => value !== null);

/** The gateway's query for these conditions. */
export function lineQuery(filters: LineFilters, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, cursor })) if (value !== null) query.set(name, value);
  return query.toString();
}
