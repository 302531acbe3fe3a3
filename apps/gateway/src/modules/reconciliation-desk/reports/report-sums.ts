import type { ReconSums } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import { checkOf } from '../pack/pack-sums.ts';
import { fromFrozen, type DayPicture, type GroupTotal } from '../pack/day-picture.ts';

/** What registries say about some lines of one currency. Amounts in minor units; refunds and fees are positive. */
export interface Sums {
  readonly currency: string;
  readonly sales: number;
  readonly salesMinor: bigint;
  readonly refunds: number;
  readonly refundsMinor: bigint;
  readonly feeMinor: bigint;
  /** By the contract, and what was taken above it, of the lines that can be checked. */
  readonly expectedMinor: bigint;
  readonly overMinor: bigint;
  /** Lines that no contract says anything about. */
  readonly unchecked: number;
}

/** Sums of one kind: of a hotel, a terminal, a brand, a day. */
export interface NamedSums extends Sums {
  readonly hotel: string;
  readonly by: 'day' | 'terminal' | 'brand';
  readonly name: string;
}

const added = (a: Sums, b: Sums): Sums => ({
  currency: a.currency,
  sales: a.sales + b.sales,
  salesMinor: a.salesMinor + b.salesMinor,
  refunds: a.refunds + b.refunds,
  refundsMinor: a.refundsMinor + b.refundsMinor,
  feeMinor: a.feeMinor + b.feeMinor,
  expectedMinor: a.expectedMinor + b.expectedMinor,
  overMinor: a.overMinor + b.overMinor,
  unchecked: a.unchecked + b.unchecked,
});

/** Sums with the same key and currency become one, in the order in which they first came. */
export function gathered<Row extends Sums>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.currency} ${keyOf(row)}`;
    const known = found.get(key);
    found.set(key, known === undefined ? row : { ...known, ...added(known, row) });
  }
  return [...found.values()];
}

/** What a close has frozen. */
function fromGroup(group: GroupTotal): Sums {
  const { currency, sales, salesMinor, refunds, refundsMinor, feeMinor } = group;
  return {
    currency,
    sales,
    salesMinor,
    refunds,
    refundsMinor,
    feeMinor,
    ...checkOf(group),
  };
}

/** The sums of a closed day: by terminal and brand as they were frozen, and the day as the sum of its terminals. */
export function frozenSums(hotel: string, day: string, groups: unknown): readonly NamedSums[] {
  const { groups: told } = fromFrozen({ groups: groups ?? [] }) as Pick<DayPicture, 'groups'>;
  const named = told.map((group): NamedSums => ({ ...fromGroup(group), hotel, by: group.by, name: group.name }));
  const terminals = named.filter(({ by }) => by === 'terminal');
  return [...named, ...gathered(terminals, () => '').map((sums): NamedSums => ({ ...sums, by: 'day', name: day }))];
}

export const sumsResource = (sums: Sums): ReconSums => {
  const { currency } = sums;
  return {
    currency,
    sales: sums.sales,
    sold: formatAmount(sums.salesMinor, currency),
    refunds: sums.refunds,
    refunded: formatAmount(sums.refundsMinor, currency),
    fee: formatAmount(sums.feeMinor, currency),
    expectedFee: formatAmount(sums.expectedMinor, currency),
    overcharge: formatAmount(sums.overMinor, currency),
    unchecked: sums.unchecked,
    net: formatAmount(sums.salesMinor - sums.refundsMinor - sums.feeMinor, currency),
  };
};
