/**
 * When an unknown payment's device is asked again: +2, 5, 10, 20, 40 s, then each minute for 15 minutes, then every
 * five. The first questions beat the guest's patience, the later ones do not wear the device out.
 */
const FIRST_MS = [2_000, 5_000, 10_000, 20_000, 40_000] as const;
const MINUTE_MS = 60_000;
const MINUTES_OF_MINUTES = 15;

/** Delay before the question after `attempts` questions, in ms. */
export function delayBeforeAttempt(attempts: number): number {
  const first = FIRST_MS[attempts];
  if (first !== undefined) return first;
  return attempts < FIRST_MS.length + MINUTES_OF_MINUTES ? MINUTE_MS : 5 * MINUTE_MS;
}
