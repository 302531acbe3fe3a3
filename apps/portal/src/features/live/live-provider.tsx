'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { UNATTENDED_HEADER } from '@/features/attendance/attendance.ts';
import { onSignedInHere } from '@/features/attendance/session-over.ts';
import { LIVE_URL } from '@/features/gateway-url.ts';
import { LiveTabs } from './lib/live-tabs.ts';
import type { LiveNews, LiveStatus } from './lib/live-state.ts';
import { Refresher } from './lib/refresher.ts';
import { isLiveKey, isStaleBy } from './lib/stale-keys.ts';

/** While the stream is there, what changes with time alone is still read now and then, ms. */
const LIVE_POLL_MS = 60_000;
/** What is shown may have been read before what was told so lately, ms: a list is asked for in its turn, a whole page takes longer. */
const [LIST_READ_MS, PAGE_READ_MS] = [5_000, 30_000];

const CONNECTING: LiveStatus = { state: 'connecting', since: null };
const LiveContext = createContext<LiveTabs | null>(null);

/** Keeps what is on screen fresh for as long as the portal is open. `person`: two people who use one browser in turn never share. */
export function LiveProvider({ person, children }: { readonly person: string; readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [tabs, setTabs] = useState<LiveTabs | null>(null);
  const [session, setSession] = useState(0);
  useEffect(() => onSignedInHere(() => setSession((before) => before + 1)), []);
  useEffect(() => {
    const live = new LiveTabs(
      {
        channel: typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`payport.live.${person}`),
        locks: typeof navigator.locks === 'undefined' ? null : navigator.locks,
        connect: (place, signal) =>
          fetch(LIVE_URL, {
            // Held and taken up again by the page alone, for as long as it is open.
            headers: { accept: 'text/event-stream', [UNATTENDED_HEADER]: '1', ...(place === null ? {} : { 'last-event-id': place }) },
            cache: 'no-store',
            signal,
          }),
        chance: Math.random,
        now: Date.now,
      },
      `payport.live.${person}`,
    );
    const end = keepFresh(live, queries);
    setTabs(live);
    return () => {
      end();
      live.stop();
    };
  }, [person, queries, session]);
  return <LiveContext value={tabs}>{children}</LiveContext>;
}

function keepFresh(live: LiveTabs, queries: QueryClient): () => void {
  const refresher = new Refresher({
    refresh: (fits) => void queries.invalidateQueries({ predicate: ({ queryKey, state }) => fits(queryKey) && !isScrolledOn(state.data) }),
    isLive: isLiveKey,
    isStaleBy,
    lately: () => live.lately(LIST_READ_MS),
    now: Date.now,
  });
  const quit = [
    live.onNews((news) => refresher.hear(news)),
    queries.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'added') refresher.opened(query.queryKey);
    }),
  ];
  const wake = (): void => {
    if (document.visibilityState === 'visible') live.wake();
  };
  // A page that was kept aside (back and forward) heard nothing meanwhile.
  const back = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) refresher.hear({ event: 'stale', place: '', topic: '', subject: '' });
  };
  const gone = (): void => live.offline();
  window.addEventListener('online', wake);
  window.addEventListener('offline', gone);
  window.addEventListener('pageshow', back);
  document.addEventListener('visibilitychange', wake);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', gone);
    window.removeEventListener('pageshow', back);
    document.removeEventListener('visibilitychange', wake);
    for (const each of quit) each();
    refresher.stop();
  };
}

/** A list of several pages is not read anew under somebody's hand. */
const isScrolledOn = (data: unknown): boolean => {
  const pages: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'pages') : null;
  return Array.isArray(pages) && pages.length > 1;
};

const never = (): (() => void) => () => undefined;

export function useLiveStatus(): LiveStatus {
  const tabs = useContext(LiveContext);
  return useSyncExternalStore(
    tabs?.subscribe ?? never,
    () => tabs?.current() ?? CONNECTING,
    () => CONNECTING,
  );
}

/** How often something is read by itself, ms: seldom while the stream tells of changes, as often as before where it is lost. */
export const useLivePoll = (lostMs: number): number => (useLiveStatus().state === 'live' ? Math.max(LIVE_POLL_MS, lostMs) : lostMs);

/** Hears of each change while the component is there. */
export function useLiveNews(hear: (news: LiveNews) => void): void {
  const tabs = useContext(LiveContext);
  useEffect(() => tabs?.onNews(hear), [tabs, hear]);
}

/** The same, and first of what was told while the server read what the component shows. */
export function useLatestNews(hear: (news: LiveNews) => void): void {
  const tabs = useContext(LiveContext);
  useEffect(() => {
    for (const news of tabs?.lately(PAGE_READ_MS) ?? []) hear(news);
  }, [tabs, hear]);
  useLiveNews(hear);
}
