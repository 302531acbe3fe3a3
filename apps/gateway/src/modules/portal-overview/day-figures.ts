import type { PortalOverviewDay } from '@payport/contracts';
import { formatAmount, outcomeOf, type DeclineCode, type PaymentOutcome } from '@payport/domain';
import type { TodayRow } from './overview.repository.ts';

type Figures = Pick<PortalOverviewDay, 'outcomes' | 'taken' | 'returned' | 'hours' | 'reasons'>;

/** What a guest's card was asked for; captures and money back follow from these. */
const ASKED: ReadonlySet<string> = new Set(['sale', 'preauthorization']);
/** Endings without money that have a reason. What is unknown is none of them. */
const NOT_THROUGH: ReadonlySet<PaymentOutcome> = new Set(['declined', 'cancelled', 'failed']);

const isTaken = ({ kind }: TodayRow): boolean => kind === 'sale' || kind === 'capture';
/** A void of a preauthorization frees money that was never taken. */
const isReturned = ({ kind, original_kind }: TodayRow): boolean => kind === 'refund' || (kind === 'void' && original_kind !== 'preauthorization');

/** One property's figures from its groups. */
export function dayFigures(rows: readonly TodayRow[]): Figures {
  const asked = rows.filter(({ kind }) => ASKED.has(kind));
  const approved = rows.filter(({ status }) => outcomeOf(status) === 'approved');
  return {
    outcomes: counted(asked, (row) => ({ outcome: outcomeOf(row.status) })),
    taken: sums(approved.filter(isTaken)),
    returned: sums(approved.filter(isReturned)),
    hours: counted(asked, (row) => ({ hour: row.hour, outcome: outcomeOf(row.status) })).sort((a, b) => a.hour - b.hour),
    reasons: counted(
      asked.filter((row): row is TodayRow & { code: DeclineCode } => row.code !== null && NOT_THROUGH.has(outcomeOf(row.status))),
      (row) => ({ code: row.code, outcome: outcomeOf(row.status) }),
    ).sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
  };
}

/** Adds up what has the same key. */
function counted<R extends TodayRow, K extends object>(rows: readonly R[], keyOf: (row: R) => K): (K & { count: number })[] {
  const groups = new Map<string, K & { count: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    groups.set(name, { ...key, count: (groups.get(name)?.count ?? 0) + row.count });
  }
  return [...groups.values()];
}

/** By currency, in its order; money of different currencies is never added up. */
function sums(rows: readonly TodayRow[]): PortalOverviewDay['taken'] {
  const byCurrency = new Map<string, { count: number; minor: bigint }>();
  for (const { currency, count, minor } of rows) {
    const known = byCurrency.get(currency) ?? { count: 0, minor: 0n };
    byCurrency.set(currency, { count: known.count + count, minor: known.minor + BigInt(minor) });
  }
  return [...byCurrency]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([currency, { count, minor }]) => ({ currency, count, amount: formatAmount(minor, currency) }));
}
