'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './ui/button.tsx';
import { CopyButton } from './ui/copy-button.tsx';
import { EmptyState } from './ui/empty-state.tsx';

/** The framework hands over the thrown value; its `digest` is the request id that stands in the logs. */
const digestOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string' ? error.digest : null;

interface FailureProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** What a visitor sees when a page could not be put together: that it is not the payments, what to do, and the number to tell. */
export function FailureBlock({ error, retry }: FailureProps) {
  const t = useTranslations('Failure');
  const id = digestOf(error);
  return (
    <EmptyState
      heading="h1"
      icon={<TriangleAlert />}
      title={t('title')}
      action={
        <Button variant="primary" onClick={() => retry()}>
          {t('retry')}
        </Button>
      }
    >
      <p>{t('text')}</p>
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
