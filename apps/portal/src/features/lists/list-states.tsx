'use client';
import { Lock, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { Link } from '@/i18n/navigation.ts';

interface ListStatesProps {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly count: number;
  readonly onRetry: () => void;
  /** Stands where the rows will be, of their size. */
  readonly loading: ReactNode;
  /** Nothing there yet: what will be, and what it takes. */
  readonly nothing: ReactNode;
  /** Where conditions are chosen and let nothing in; null: none are chosen. */
  readonly noMatch: { readonly title: string; readonly text: string; readonly reset: string; readonly onReset: () => void } | null;
  /** The rows. */
  readonly children: ReactNode;
}

/** A list in whichever of its states it is: loading, failed, nothing yet, no match, or with its rows. */
export function ListStates({ isPending, isError, error, count, onRetry, loading, nothing, noMatch, children }: ListStatesProps) {
  if (count > 0) return children;
  if (isPending) return loading;
  if (isError) return <ListFailed error={error} onRetry={onRetry} />;
  if (noMatch === null) return nothing;
  return (
    <EmptyState
      icon={<SearchX />}
      title={noMatch.title}
      action={
        <Button variant="primary" onClick={noMatch.onReset}>
          {noMatch.reset}
        </Button>
      }
    >
      <p>{noMatch.text}</p>
    </EmptyState>
  );
}

/** What was typed cannot be read: told by word, with what can be typed instead. */
function NotRead({ text }: { text: string }) {
  const t = useTranslations('Lists');
  return (
    <div role="alert">
      <EmptyState icon={<SearchX />} title={t('notReadTitle')}>
        <p>{text}</p>
        <p className="text-sm text-text-faint">{t('notReadHint')}</p>
      </EmptyState>
    </div>
  );
}

/** The gateway's no to who asks: their role or hotel was changed meanwhile, or the address tells of what is gone. */
const CLOSED: readonly number[] = [403, 404];

interface ListFailedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** What a page says of its own about a fault; a no is the same everywhere. */
  readonly words?: { readonly title: string; readonly text: string };
}

/**
 * What could not be read: nothing is lost, under which number it can be asked about, and another try. Where it is no fault but a
 * no, whom to ask and where to go: another try would hear the same.
 */
export function ListFailed({ error, onRetry, words }: ListFailedProps) {
  const t = useTranslations('Lists');
  const failure = useTranslations('Failure');
  const id = error instanceof PortalRequestFailed ? error.requestId : null;
  const typed = error instanceof PortalRequestFailed ? error.fields['/q'] : undefined;
  if (typed !== undefined) return <NotRead text={typed} />;
  const closed = error instanceof PortalRequestFailed && CLOSED.includes(error.status);
  const { title, text } = closed ? { title: t('closedTitle'), text: t('closedText') } : (words ?? { title: t('failedTitle'), text: t('failedText') });
  return (
    <div role="alert">
      <EmptyState
        icon={closed ? <Lock /> : <TriangleAlert />}
        title={title}
        action={
          <>
            {closed && (
              <Link href="/overview" prefetch={false} className={buttonLook({ variant: 'primary' })}>
                {t('toOverview')}
              </Link>
            )}
            <Button variant={closed ? 'outline' : 'primary'} onClick={onRetry}>
              {t('retry')}
            </Button>
          </>
        }
      >
        <p>{text}</p>
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
