/** A session ends for good after this long, used or not, s: whoever left the hotel is out within a week. */
export const ABSOLUTE_LIMIT_S = 7 * 24 * 60 * 60;
/** A session that nobody used for this long is over, ms: the longest shift. */
export const IDLE_LIMIT_MS = 12 * 60 * 60 * 1000;
/** Use is written down at most this often, ms: a page that polls must not write at every call. */
export const TOUCH_INTERVAL_MS = 60_000;
