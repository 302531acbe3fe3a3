import type { BatchTotal, BatchTotals } from '@payport/contracts';

export const TOTAL_GROUPS = ['sales', 'refunds', 'voids'] as const;
export type TotalGroup = (typeof TOTAL_GROUPS)[number];

export interface ComparedTotal {
  readonly group: TotalGroup;
  readonly terminal: BatchTotal;
  readonly gateway: BatchTotal;
  /** Null where one side is not known: that is no difference, and no agreement either. */
  readonly agrees: boolean | null;
}

const UNKNOWN: BatchTotal = { count: null, amount: null };

const same = (a: string | number | null, b: string | number | null): boolean | null => (a === null || b === null ? null : a === b);

/** The terminal's totals beside ours, group by group. */
export function compareTotals(totals: { readonly terminal: BatchTotals | null; readonly gateway: BatchTotals | null }): readonly ComparedTotal[] {
  return TOTAL_GROUPS.map((group) => {
    const terminal = totals.terminal?.[group] ?? UNKNOWN;
    const gateway = totals.gateway?.[group] ?? UNKNOWN;
    const verdicts = [same(terminal.count, gateway.count), same(terminal.amount, gateway.amount)];
    const agrees = verdicts.includes(false) ? false : verdicts.every((verdict) => verdict === null) ? null : true;
    return { group, terminal, gateway, agrees };
  });
}
