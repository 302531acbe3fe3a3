'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';

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
  /** Height of a row, rem; of one that is measured later, about so much. */
  readonly heightRem: (narrow: boolean) => number;
  /** Which row stands there, where rows are measured: a measure goes with its row when others come before it. */
  readonly keyAt?: (index: number) => string;
  /** Are these all? */
  readonly complete: boolean;
  readonly onEnd: () => void;
}

/**
 * Only the rows on screen exist. They stand in normal flow between two spacers; these are drawn by the browser only,
 * because a style attribute in the server's HTML is refused by our content security policy.
 */
export function useVirtualRows(body: RefObject<HTMLElement | null>, { count, heightRem, keyAt, complete, onEnd }: VirtualRows) {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const cards = useSyncExternalStore(onResize, narrow, () => false);
  const rem = useSyncExternalStore(onResize, remPx, () => 16);
  const height = heightRem(cards) * rem;
  const [top, setTop] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: top,
    initialRect: SERVER_SCREEN,
    ...(keyAt && { getItemKey: keyAt }),
  });
  useLayoutEffect(() => {
    const look = (): void => setTop(body.current ? body.current.getBoundingClientRect().top + window.scrollY : 0);
    look();
    // What stands above the list may grow.
    const watcher = new ResizeObserver(look);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, [body, count]);
  useEffect(() => virtualizer.measure(), [virtualizer, height]);

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
