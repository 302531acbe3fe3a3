'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useLiveNews } from '@/features/live/live-provider.tsx';
import type { LiveNews } from '@/features/live/lib/live-state.ts';

interface NewsAboveProps {
  /** What the list is about, as the live stream names it. */
  readonly topic: string;
  readonly onShow: () => void;
}

/** In a list that was scrolled on: says that something has changed since, and leaves it to the reader when to look. */
export function NewsAbove({ topic: about, onShow }: NewsAboveProps) {
  const t = useTranslations('Lists');
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set());
  const hear = useCallback(
    ({ event, topic, subject }: LiveNews) => {
      if (event === 'stale') setHeard((known) => new Set([...known, '']));
      if (event === 'change' && topic === about) setHeard((known) => (known.has(subject) ? known : new Set([...known, subject])));
    },
    [about],
  );
  useLiveNews(hear);
  return (
    <div role="status" className="pointer-events-none sticky bottom-4 z-20 flex justify-center empty:hidden">
      {heard.size > 0 && (
        <span className="pointer-events-auto rounded-md bg-raised shadow-raised">
          <Button onClick={onShow}>
            <ArrowUp aria-hidden />
            {t('changedSince', { count: heard.size })}
          </Button>
        </span>
      )}
    </div>
  );
}
