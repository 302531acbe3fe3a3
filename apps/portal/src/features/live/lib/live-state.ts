/** What the stream says: the gateway's contract holds the names. */
export const LIVE_NEWS = ['ready', 'change', 'stale', 'beat', 'ended'] as const;
export type LiveNewsName = (typeof LIVE_NEWS)[number];

export interface LiveNews {
  readonly event: LiveNewsName;
  /** Where to go on from. */
  readonly place: string;
  readonly topic: string;
  readonly subject: string;
}

/**
 * `connecting`: not heard anything yet; `reconnecting`: lost, and what is on screen may be a little old; `stale`: lost for
 * long; `ended`: the session is over; `off`: this person is told nothing.
 */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'ended' | 'off';

export interface LiveStatus {
  readonly state: LiveState;
  /** Since when nothing has been heard, where it is lost, ms since the epoch. */
  readonly since: number | null;
}

/** Lost for longer than this, the page says since when it is old, ms. */
export const STALE_MS = 30_000;
