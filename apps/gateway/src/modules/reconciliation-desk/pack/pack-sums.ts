import type { DayPack } from './day-pack.ts';
import type { DayPicture, FeeCheck, GroupTotal, SideTotal } from './day-picture.ts';

/** Rows of a group, and one with their sum for each currency. */
export interface SummedGroup {
  readonly rows: readonly GroupTotal[];
  readonly totals: readonly GroupTotal[];
}

const NO_NAME = '';

export function summed(picture: DayPicture, by: GroupTotal['by']): SummedGroup {
  const rows = picture.groups.filter((group) => group.by === by);
  const totals = new Map<string, GroupTotal>();
  for (const row of rows) totals.set(row.currency, added(totals.get(row.currency) ?? null, row));
  return { rows, totals: [...totals.values()] };
}

function added(sum: GroupTotal | null, row: GroupTotal): GroupTotal {
  if (sum === null) return { ...row, name: NO_NAME };
  return {
    ...sum,
    sales: sum.sales + row.sales,
    salesMinor: sum.salesMinor + row.salesMinor,
    refunds: sum.refunds + row.refunds,
    refundsMinor: sum.refundsMinor + row.refundsMinor,
    feeMinor: sum.feeMinor + row.feeMinor,
    // What is not known of a part is not known of the whole.
    expectedFeeMinor: sum.expectedFeeMinor === null || row.expectedFeeMinor === null ? null : sum.expectedFeeMinor + row.expectedFeeMinor,
    check: bothChecks(checkOf(sum), checkOf(row)),
  };
}

const bothChecks = (a: FeeCheck, b: FeeCheck): FeeCheck => ({
  expectedMinor: a.expectedMinor + b.expectedMinor,
  overMinor: a.overMinor + b.overMinor,
  unchecked: a.unchecked + b.unchecked,
});

/** What was checked of a group; of one that kept no more than its sums, all of it or nothing. */
export function checkOf({ check, feeMinor, expectedFeeMinor, sales, refunds }: GroupTotal): FeeCheck {
  if (check !== undefined) return check;
  if (expectedFeeMinor === null) return { expectedMinor: 0n, overMinor: 0n, unchecked: sales + refunds };
  return { expectedMinor: expectedFeeMinor, overMinor: feeMinor - expectedFeeMinor, unchecked: 0 };
}

export const netOf = ({ salesMinor, refundsMinor, feeMinor }: GroupTotal): bigint => salesMinor - refundsMinor - feeMinor;

/** What was taken above the contract; negative: less. Null: there is no tariff to say so. */
export const overchargeOf = (group: GroupTotal): bigint | null => (group.expectedFeeMinor === null ? null : checkOf(group).overMinor);

/**
 * How far a side is from the gateway; null for the gateway itself, and for the account: what came to it on a day is less fees, and
 * paid for other days.
 */
export function differenceOf(picture: DayPicture, { side, currency, minor }: SideTotal): bigint | null {
  if (side === 'gateway' || side === 'statement') return null;
  return minor - (picture.sides.find((other) => other.side === 'gateway' && other.currency === currency)?.minor ?? 0n);
}

/** Lines that the paper has no room for. */
export const exceptionsLeftOut = ({ picture }: DayPack): number => picture.exceptionsLeftOut ?? 0;
export const adjustmentsLeftOut = ({ adjustments, adjustmentCount }: DayPack): number => adjustmentCount - adjustments.length;
