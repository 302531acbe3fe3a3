import type { PortalEvent, PortalFrame } from '@payport/contracts';

export type TimelineEntry =
  | { readonly kind: 'event'; readonly key: string; readonly at: string; readonly gapMs: number | null; readonly event: PortalEvent }
  | { readonly kind: 'frame'; readonly key: string; readonly at: string; readonly gapMs: number | null; readonly frame: PortalFrame };

export interface Timeline {
  readonly head: readonly TimelineEntry[];
  /** The long middle that is folded away; empty where all is short enough. */
  readonly middle: readonly TimelineEntry[];
  readonly tail: readonly TimelineEntry[];
}

/** A pause shorter than this is not worth a word, ms. */
export const GAP_WORTH_TELLING_MS = 100;
/** Longer than this, and the middle is folded. */
const LONG = 16;
const HEAD = 8;
const TAIL = 5;

/**
 * Events and the exchange with the device in one line of time, each with the pause before it. At the same moment an
 * event stands before the bytes it led to, and a frame keeps its order on the wire.
 */
export function buildTimeline(events: readonly PortalEvent[], frames: readonly PortalFrame[]): Timeline {
  const marks = [
    ...[...events].sort((a, b) => a.seq - b.seq).map((event) => ({ kind: 'event' as const, key: `event-${event.seq}`, at: event.at, event })),
    ...frames.map((frame) => ({ kind: 'frame' as const, key: `frame-${frame.id}`, at: frame.at, frame })),
  ];
  // The sort is stable, so what has the same moment keeps the order above.
  const sorted = marks.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const entries = sorted.map((mark, index): TimelineEntry => {
    const before = sorted[index - 1];
    return { ...mark, gapMs: before ? Date.parse(mark.at) - Date.parse(before.at) : null };
  });
  if (entries.length <= LONG) return { head: entries, middle: [], tail: [] };
  return { head: entries.slice(0, HEAD), middle: entries.slice(HEAD, -TAIL), tail: entries.slice(-TAIL) };
}
