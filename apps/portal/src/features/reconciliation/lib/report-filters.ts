import { createParser, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A day of the calendar; anything else is none. */
export const parseAsDay = createParser({
  parse: (text) => (DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : null),
  serialize: (day: string) => day,
});

/** Which report: under these names in the page's address. No hotel: all of the person's. */
export const reportParsers = { property: parseAsString, from: parseAsDay, to: parseAsDay };
export type ReportFilters = inferParserType<typeof reportParsers>;

/** Which lines stand behind a figure. */
export const reportLineParsers = {
  ...reportParsers,
  terminal: parseAsString,
  brand: parseAsString,
  currency: parseAsString,
  way: parseAsStringLiteral(['sale', 'refund']),
  fee: parseAsStringLiteral(['over', 'under', 'exact', 'unchecked']),
};
export type ReportLineFilters = inferParserType<typeof reportLineParsers>;

/** Is any condition chosen? Hotel and days are those of the report. */
export const narrowsReportLines = ({ terminal, brand, currency, way, fee }: ReportLineFilters): boolean =>
  [terminal, brand, currency, way, fee].some((value) => value !== null);

/** The report that is shown, for a file of it: its hotel and its days, whoever chose them. Nothing else of what is shown goes along. */
export function exportedReport({ property, from, to }: ReportFilters, span: { readonly from: string; readonly to: string } | null): ReportFilters {
  return { property, from: span?.from ?? from, to: span?.to ?? to };
}

/** The gateway's query for these conditions: an empty word is one too, it asks for what has no name. */
export function reportQuery(filters: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== null) query.set(name, value);
  return query.toString();
}

/** As many days as a report may tell of; the gateway refuses more. */
export const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Why a span is none; null: it is one, or the gateway chooses. */
export function spanFault({ from, to }: Pick<ReportFilters, 'from' | 'to'>): 'order' | 'long' | null {
  if (from === null || to === null) return null;
  if (from > to) return 'order';
  return (Date.parse(to) - Date.parse(from)) / DAY_MS >= LONGEST_DAYS ? 'long' : null;
}

export const PERIODS = ['month', 'lastMonth', 'quarter', 'lastQuarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

const iso = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** First and last day of a period, by a day in it or after it. Months and quarters that run are told up to their end. */
export function periodOf(period: Period, today: string): { readonly from: string; readonly to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const at = month - 1;
  const quarter = at - (at % 3);
  switch (period) {
    case 'month':
      return { from: iso(year, at, 1), to: iso(year, at + 1, 0) };
    case 'lastMonth':
      return { from: iso(year, at - 1, 1), to: iso(year, at, 0) };
    case 'quarter':
      return { from: iso(year, quarter, 1), to: iso(year, quarter + 3, 0) };
    case 'lastQuarter':
      return { from: iso(year, quarter - 3, 1), to: iso(year, quarter, 0) };
    case 'year':
      return { from: iso(year, 0, 1), to: iso(year, 12, 0) };
  }
}
