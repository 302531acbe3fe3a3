import type { Random } from '@payport/domain';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pause after the first failure, the second, and so on; then the last one again and again. */
const PAUSES_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
] as const;
/** Sonata contract: for three days. */
export const GIVE_UP_MS = 72 * HOUR_MS;
/** A fifth more or less, so that many messages do not come back together. */
const JITTER = 0.2;

/** When to try again after so many failures since `startedAtMs`; null: no more. */
export function nextAttemptMs(tries: number, startedAtMs: number, nowMs: number, random: Random): number | null {
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? PAUSES_MS[0];
  const [high = 0, low = 0] = random.bytes(2);
  const chance = (high * 256 + low) / 65_535;
  const next = nowMs + Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
  return next > startedAtMs + GIVE_UP_MS ? null : next;
}
