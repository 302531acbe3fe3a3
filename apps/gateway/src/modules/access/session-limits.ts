/** How long ago somebody may have proven who they are for what needs it, ms. The sign-in counts. */
export const STEP_UP_MS = 10 * 60_000;
/** Use is written down at most this often, ms: a page that polls must not write at every call. */
export const TOUCH_INTERVAL_MS = 60_000;
