'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { sessionOver } from '@/features/attendance/session-over.ts';
import { useLiveStatus } from './live-provider.tsx';
import type { LiveState } from './lib/live-state.ts';

const DOT: Readonly<Record<LiveState, string>> = {
  connecting: 'bg-bridge-soft opacity-50',
  live: 'bg-live animate-[breathe_2s_ease-in-out_infinite]',
  reconnecting: 'bg-brass animate-[breathe_1s_ease-in-out_infinite]',
  stale: 'bg-brass',
  ended: 'bg-bridge-soft',
  off: 'bg-bridge-soft',
};
const SAYS = {
  connecting: ['connecting', 'connectingHint'],
  live: ['live', 'liveHint'],
  reconnecting: ['reconnecting', 'reconnectingHint'],
  stale: ['stale', 'staleHint'],
  ended: ['ended', 'endedHint'],
  off: ['off', 'offHint'],
} as const;
/** Where the words are worth their room on a narrow screen. */
const TROUBLE: readonly LiveState[] = ['reconnecting', 'stale', 'ended'];

/** So long a page that is on its way out is left alone, ms. */
const LEAVE_MS = 1_500;

/** Says whether what is on screen is kept fresh. Spoken only when it changes, never at the first connection. */
export function LiveChip({ narrow = false }: { readonly narrow?: boolean }) {
  const t = useTranslations('Live');
  const locale = useLocale();
  const { state, since } = useLiveStatus();
  const [spoken, setSpoken] = useState(false);
  useEffect(() => {
    if (TROUBLE.includes(state)) setSpoken(true);
    if (state !== 'ended') return undefined;
    // Who signs out here is on the way to the sign-in already.
    const timer = setTimeout(sessionOver, LEAVE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const time = since === null ? '' : new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(since);
  const [word, hint] = SAYS[state];
  const trouble = TROUBLE.includes(state);
  return (
    <p
      data-live={state}
      role="status"
      aria-live={spoken ? 'polite' : 'off'}
      title={t(hint)}
      className={cn('figures flex items-center gap-2 text-xs', narrow ? 'min-w-0' : 'h-8 px-3', trouble ? 'text-brass' : 'text-bridge-soft')}
    >
      <span aria-hidden className={cn('size-2 shrink-0 rounded-full motion-reduce:animate-none', DOT[state])} />
      <span className={cn(narrow && (trouble ? 'truncate' : 'sr-only'))}>{t(word, { time })}</span>
    </p>
  );
}
