/** One group of a batch. A number that the terminal did not print is null, never invented. */
export interface GroupTotal {
  readonly count: number | null;
  /** Minor units, positive: the group carries the direction. */
  readonly amountMinor: bigint | null;
}

export const BATCH_GROUPS = ['sales', 'refunds', 'voids'] as const;
export type BatchGroup = (typeof BATCH_GROUPS)[number];

/** Totals of one batch of a terminal. */
export type BatchTotals = Readonly<Record<BatchGroup, GroupTotal>>;

export const NO_TOTAL: GroupTotal = { count: null, amountMinor: null };

/** Null where one side does not say. */
function agrees(left: GroupTotal, right: GroupTotal): boolean | null {
  const known = [
    [left.count, right.count],
    [left.amountMinor, right.amountMinor],
  ] as const;
  if (known.some(([a, b]) => a !== null && b !== null && a !== b)) return false;
  return known.every(([a, b]) => a !== null && b !== null) ? true : null;
}

const isZero = ({ count, amountMinor }: GroupTotal): boolean => count === 0 && amountMinor === 0n;
const isSilent = ({ count, amountMinor }: GroupTotal): boolean => count === null && amountMinor === null;

/**
 * Whether a group of the terminal is ours. Terminals print no section for a group without operations, so that their silence
 * about a group of ours that is empty too is agreement, provided that they spoke at all.
 */
export function groupAgrees(terminal: BatchTotals, gateway: BatchTotals, group: BatchGroup): boolean | null {
  const spoke = BATCH_GROUPS.some((each) => !isSilent(terminal[each]));
  if (spoke && isSilent(terminal[group])) return isZero(gateway[group]) ? true : null;
  return agrees(terminal[group], gateway[group]);
}

/** Whether the terminal's batch is ours, to the minor unit; null where its totals are not known well enough to say. */
export function totalsMatch(terminal: BatchTotals | null, gateway: BatchTotals | null): boolean | null {
  if (terminal === null || gateway === null) return null;
  const groups = BATCH_GROUPS.map((group) => groupAgrees(terminal, gateway, group));
  if (groups.includes(false)) return false;
  return groups.includes(null) ? null : true;
}
