/**
 * Ids are ordered by time, so a day is also a range of ids, which the index knows. The id is made a moment apart from
 * `created_at`; the margin covers that generously, and `created_at` itself decides.
 */
export const ID_MARGIN_MS = 3_600_000;

/** The lowest id that a payment of this moment can have: ids begin with their time. */
export const firstIdAt = (ms: number): string => {
  const hex = Math.min(Math.max(ms, 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};
