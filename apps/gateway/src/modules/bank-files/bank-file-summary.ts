import type { PortalBankFileSummary } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Queryable } from '../audit/index.ts';
import { LINE_TABLES, UNKNOWN_TERMINALS, countAll, sumNew, tellsAgain, type LineTable } from './lines/line-sql.ts';

export const CONTENT: Readonly<Record<LineTable, PortalBankFileSummary['totals'][number]['content']>> = {
  registry_line: 'bank',
  statement_entry: 'statement',
  posting_line: 'posting',
};

interface Counted {
  readonly lines: number;
  readonly from_day: string | null;
  readonly to_day: string | null;
}

interface Summed {
  readonly kind: string;
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
}

/** What a file would add to what counts now. */
export async function summarize(
  db: Queryable,
  fileId: string,
  { problems, warnings }: Pick<PortalBankFileSummary, 'problems' | 'warnings'>,
): Promise<PortalBankFileSummary> {
  const totals: PortalBankFileSummary['totals'] = [];
  const days: string[] = [];
  let lines = 0;
  for (const table of LINE_TABLES) {
    const counted = (await db.query<Counted>(countAll(table), [fileId])).rows[0];
    if (counted === undefined || counted.lines === 0) continue;
    lines += counted.lines;
    days.push(...[counted.from_day, counted.to_day].filter((day) => day !== null));
    const again = (await db.query<{ again: boolean }>(tellsAgain(table), [fileId])).rows[0]?.again !== false;
    for (const { kind, currency, count, minor } of (await db.query<Summed>(sumNew(table, again), [fileId])).rows)
      totals.push({ content: CONTENT[table], kind, count, amount: formatAmount(BigInt(minor), currency), currency });
  }
  const fresh = totals.reduce((sum, { count }) => sum + count, 0);
  days.sort();
  return {
    lines,
    duplicates: lines - fresh,
    problems,
    warnings,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    totals,
    unknownTerminals: (await db.query<{ tid: string; lines: number }>(UNKNOWN_TERMINALS, [fileId])).rows,
  };
}
