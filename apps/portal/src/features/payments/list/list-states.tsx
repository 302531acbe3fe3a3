'use client';
import { Inbox, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { PortalRequestFailed } from '@/features/portal-request.ts';

/** No payments yet: what will be here, and what it takes. */
export function NothingYet() {
  const t = useTranslations('Payments');
  return (
    <EmptyState icon={<Inbox />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
      <p className="text-sm text-text-faint">{t('emptyHint')}</p>
    </EmptyState>
  );
}

export function NoMatch({ onReset }: { onReset: () => void }) {
  const t = useTranslations('Payments');
  const filters = useTranslations('Filters');
  return (
    <EmptyState
      icon={<SearchX />}
      title={t('noMatchTitle')}
      action={
        <Button variant="primary" onClick={onReset}>
          {filters('reset')}
        </Button>
      }
    >
      <p>{t('noMatchText')}</p>
    </EmptyState>
  );
}

/** What was typed cannot be read: told by word, with what can be typed instead. */
function NotRead({ text }: { text: string }) {
  const t = useTranslations('Payments');
  return (
    <div role="alert">
      <EmptyState icon={<SearchX />} title={t('notReadTitle')}>
        <p>{text}</p>
        <p className="text-sm text-text-faint">{t('notReadHint')}</p>
      </EmptyState>
    </div>
  );
}

export function ListFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('Payments');
  const failure = useTranslations('Failure');
  const id = error instanceof PortalRequestFailed ? error.requestId : null;
  const typed = error instanceof PortalRequestFailed ? error.fields['/q'] : undefined;
  if (typed !== undefined) return <NotRead text={typed} />;
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={t('failedTitle')}
        action={
          <Button variant="primary" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        <p>{t('failedText')}</p>
        {id !== null && (
          <p className="flex items-center justify-center gap-1 font-mono text-xs break-all text-text-faint">
            {failure('id', { id })}
            <CopyButton value={id} name={failure('copyId')} />
          </p>
        )}
      </EmptyState>
    </div>
  );
}
