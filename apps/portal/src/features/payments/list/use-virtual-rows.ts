'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';

/**
 * Height of a row, rem: two lines on wide screens, a small card below 768 px. The same as in the rows' classes (`h-11`,
 * `h-8`, `h-21`): known heights need no measuring, and nothing moves while somebody scrolls.
 */
const ROW_REM = 2.75;
const COMPACT_REM = 2;
const CARD_REM = 5.25;
/** What the server assumes of a screen, px: enough rows to fill it. */
const SERVER_SCREEN = { width: 1280, height: 1100 };
/** The next page is asked for when so many rows are left below, so that nobody waits for it. */
const AHEAD_ROWS = 15;

const narrow = (): boolean => window.matchMedia('(max-width: 767px)').matches;
/** Larger where the reader has chosen larger text, px. */
const remPx = (): number => Number(getComputedStyle(document.documentElement).fontSize.replace('px', ''));
const onResize = (changed: () => void): (() => void) => {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
};
const never = (): (() => void) => () => undefined;

interface VirtualRows {
  readonly count: number;
  readonly compact: boolean;
  /** Are these all? */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

/**
 * Only the rows on screen exist. They stand in normal flow between two spacers; these are drawn by the browser only,
 * because a style attribute in the server's HTML is refused by our content security policy.
 */
export function useVirtualRows(body: RefObject<HTMLElement | null>, { count, compact, complete, onEnd }: VirtualRows) {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const cards = useSyncExternalStore(onResize, narrow, () => false);
  const rem = useSyncExternalStore(onResize, remPx, () => 16);
  const [top, setTop] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => (cards ? CARD_REM : compact ? COMPACT_REM : ROW_REM) * rem,
    overscan: 8,
    scrollMargin: top,
    initialRect: SERVER_SCREEN,
  });
  useLayoutEffect(() => setTop(body.current ? body.current.getBoundingClientRect().top + window.scrollY : 0), [body, count]);
  useEffect(() => virtualizer.measure(), [virtualizer, cards, compact, rem]);

  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const nearEnd = last !== undefined && last.index >= count - AHEAD_ROWS;
  useEffect(() => {
    if (hydrated && nearEnd && !complete) onEnd();
  }, [hydrated, nearEnd, complete, onEnd, count]);

  return {
    virtualizer,
    items,
    hydrated,
    before: first ? first.start - top : 0,
    after: last ? Math.max(0, virtualizer.getTotalSize() - (last.end - top)) : 0,
  };
}
