/** Result codes that the stand-in itself answers with, by what they mean to it. */
export const CODE = {
  approved: 0,
  booting: 5,
  noLink: 99,
  busy: 115,
  cancelledByGuest: 2000,
  timedOut: 2002,
  cancelledByTill: 2003,
  noLog: 4129,
  phaseMismatch: 4140,
  nothingSuspended: 4141,
  cardPulledOut: 4190,
  nothingToPrint: 4309,
  neverExecuted: 4311,
  amountTooBig: 4319,
  tapeUnreadable: 4333,
  alreadyRunning: 4342,
} as const;

/** Host answers are reported as 4400 + the host's response code. */
export const isHostAnswer = (code: number): boolean => code >= 4400 && code <= 4499;

/** Codes after which real installations leave only the first line: nothing reached a card or a host. */
const SHORT_CODES: ReadonlySet<number> = new Set([
  CODE.booting,
  CODE.noLink,
  CODE.busy,
  CODE.cancelledByGuest,
  CODE.timedOut,
  CODE.cancelledByTill,
  CODE.alreadyRunning,
]);

export function writesShortFile(code: number, setting: 'short' | 'full' | null): boolean {
  if (code === CODE.approved) return false;
  return setting === null ? SHORT_CODES.has(code) : setting === 'short';
}
