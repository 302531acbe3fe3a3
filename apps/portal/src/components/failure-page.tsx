'use client';
import { TriangleAlert, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { readDigest } from '@/failure-digest.ts';
import { Button } from './ui/button.tsx';
import { CopyButton } from './ui/copy-button.tsx';
import { EmptyState } from './ui/empty-state.tsx';

/** How long until a page that waits for the gateway asks by itself, ms. */
const ASK_AGAIN_MS = 10_000;

interface FailureProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * What a visitor sees when a page could not be put together: whether payments are touched by it, what to do, and the number to
 * tell. Where it is the gateway that does not answer, the page comes by itself when it does.
 */
export function FailureBlock({ error, retry }: FailureProps) {
  const t = useTranslations('Failure');
  const { away, id } = readDigest(error);
  const ask = useEffectEvent(retry);
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [away]);
  return (
    <EmptyState
      heading="h1"
      icon={away ? <Unplug /> : <TriangleAlert />}
      title={t(away ? 'awayTitle' : 'title')}
      action={
        <Button variant="primary" onClick={() => retry()}>
          {t('retry')}
        </Button>
      }
    >
      <p>{t(away ? 'awayText' : 'text')}</p>
      {away && <p>{t('awayDo')}</p>}
      {id !== null && (
        <p className="flex items-center justify-center gap-1 font-mono text-xs break-all text-text-faint">
          {t('id', { id })}
          <CopyButton value={id} name={t('copyId')} />
        </p>
      )}
    </EmptyState>
  );
}

/** The same where there is no shell around. */
export function FailurePage(props: FailureProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <FailureBlock {...props} />
    </main>
  );
}
