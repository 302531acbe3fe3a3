import {
  RECON_BLOCKERS_WITH_REASON,
  type PortalReconBatch,
  type PortalReconDayRow,
  type PortalReconGroup,
  type ReconBlocker,
} from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import { fromFrozen, type BatchTotal, type DayPicture, type GroupTotal, type SideTotal } from '../pack/day-picture.ts';
import { netOf, overchargeOf } from '../pack/pack-sums.ts';
import type { DayRow } from './days.repository.ts';

/** What a close keeps. The day and the hotel are in it, so that no hash fits another day. */
export interface FrozenDay {
  readonly propertyId: string;
  readonly businessDay: string;
  readonly picture: unknown;
}

/** The picture that a closed day was closed with; null for an open one. */
export const frozenPicture = ({ totals }: { readonly totals: unknown }): DayPicture | null =>
  totals === null ? null : fromFrozen((totals as FrozenDay).picture);

export const sideResource = ({ side, currency, count, minor }: SideTotal): PortalReconDayRow['sides'][number] => ({
  side,
  currency,
  count,
  amount: formatAmount(minor, currency),
});

export function groupResource(group: GroupTotal): PortalReconGroup {
  const { currency } = group;
  const overcharge = overchargeOf(group);
  return {
    by: group.by,
    name: group.name,
    currency,
    sales: group.sales,
    sold: formatAmount(group.salesMinor, currency),
    refunds: group.refunds,
    refunded: formatAmount(group.refundsMinor, currency),
    fee: formatAmount(group.feeMinor, currency),
    expectedFee: group.expectedFeeMinor === null ? null : formatAmount(group.expectedFeeMinor, currency),
    overcharge: overcharge === null ? null : formatAmount(overcharge, currency),
    net: formatAmount(netOf(group), currency),
  };
}

export function batchResource(batch: BatchTotal): PortalReconBatch {
  const { settlementId, terminal, closedAt, currency, count, minor, ourCount, ourMinor, matches } = batch;
  const amount = (value: bigint | null): string | null => (value === null ? null : formatAmount(value, currency));
  return { settlementId, terminal, closedAt, currency, count, amount: amount(minor), ourCount, ourAmount: amount(ourMinor), matches };
}

/** Whether a person may close over it with a reason. */
export const needsReason = ({ code }: { readonly code: ReconBlocker }): boolean => RECON_BLOCKERS_WITH_REASON.some((one) => one === code);

/** Why an open day cannot be closed. */
export function blockersOf(
  row: DayRow,
  now: { readonly today: string; readonly pending: number },
): readonly { readonly code: ReconBlocker; readonly count: number }[] {
  if (row.state === 'closed') return [];
  const found: [ReconBlocker, number][] = [
    ['not_over', row.day >= now.today ? 1 : 0],
    ['unknown_payments', row.unknown],
    ['exceptions', row.exceptions],
    ['registry', row.registry],
    ['postings', row.postings],
    ['batches', row.batches],
    ['pending', now.pending],
  ];
  return found.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count }));
}
