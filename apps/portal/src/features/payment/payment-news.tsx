'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import type { LiveNews } from '@/features/live/lib/live-state.ts';
import { useLatestNews } from '@/features/live/live-provider.tsx';

/** What comes together is drawn together, ms. */
const TOGETHER_MS = 300;

/** Has the page drawn again when something happens to one of these payments: a refund of it, its posting, the bank's word. */
export function PaymentNews({ ids }: { readonly ids: readonly string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const watched = ids.join(' ');
  const hear = useCallback(
    ({ event, topic, subject }: LiveNews) => {
      // A payment that runs and stands alone is watched by its chip.
      if (watched === '') return;
      // `ready`: the page was read a moment before the stream began.
      const about = event === 'stale' || event === 'ready' || (event === 'change' && topic === 'payment' && watched.split(' ').includes(subject));
      if (!about || timer.current !== null) return;
      timer.current = setTimeout(() => {
        timer.current = null;
        router.refresh();
      }, TOGETHER_MS);
    },
    [router, watched],
  );
  useLatestNews(hear);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return null;
}
