import type { PortalOverviewDay } from '@payport/contracts';
import type { PaymentOutcome } from '@payport/domain';

/** What the eye compares: five groups, because eight colours in a small chart say nothing. */
export const GROUPS = ['approved', 'declined', 'notThrough', 'running', 'unknown'] as const;
export type OutcomeGroup = (typeof GROUPS)[number];

/** The outcomes of each group: also the condition of the list behind its figure. */
export const GROUP_OUTCOMES: Readonly<Record<OutcomeGroup, readonly PaymentOutcome[]>> = {
  approved: ['approved'],
  declined: ['declined'],
  notThrough: ['cancelled', 'failed', 'reversed'],
  running: ['pending', 'held'],
  unknown: ['unknown'],
};

const GROUP_OF = new Map(GROUPS.flatMap((group) => GROUP_OUTCOMES[group].map((outcome) => [outcome, group] as const)));

export type GroupCounts = Readonly<Record<OutcomeGroup, number>>;

export function groupCounts(counts: readonly { readonly outcome: PaymentOutcome; readonly count: number }[]): GroupCounts {
  const sums = { approved: 0, declined: 0, notThrough: 0, running: 0, unknown: 0 };
  for (const { outcome, count } of counts) sums[GROUP_OF.get(outcome) ?? 'notThrough'] += count;
  return sums;
}

export const allOf = (counts: GroupCounts): number => GROUPS.reduce((sum, group) => sum + counts[group], 0);

export interface ApprovalRate {
  readonly approved: number;
  /** Answered by the bank: what was cancelled, never sent or is unknown says nothing about the cards. */
  readonly answered: number;
  /** In tenths of a percent, rounded down: 999 of 1000 never reads as all of them. */
  readonly permille: number;
}

/** Null while no bank has answered. */
export function approvalRate({ approved, declined }: GroupCounts): ApprovalRate | null {
  const answered = approved + declined;
  return answered === 0 ? null : { approved, answered, permille: Math.floor((approved * 1000) / answered) };
}

/** The 24 hours of the day, whoever's. */
export function hourCounts(days: readonly Pick<PortalOverviewDay, 'hours'>[]): readonly GroupCounts[] {
  return Array.from({ length: 24 }, (_, hour) => groupCounts(days.flatMap(({ hours }) => hours.filter((one) => one.hour === hour))));
}

export type ReasonCount = PortalOverviewDay['reasons'][number];

/** The reasons of several hotels together, the most frequent first. */
export function reasonCounts(days: readonly Pick<PortalOverviewDay, 'reasons'>[]): readonly ReasonCount[] {
  const sums = new Map<string, ReasonCount>();
  for (const reason of days.flatMap(({ reasons }) => reasons)) {
    const key = `${reason.code} ${reason.outcome}`;
    sums.set(key, { ...reason, count: (sums.get(key)?.count ?? 0) + reason.count });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}
