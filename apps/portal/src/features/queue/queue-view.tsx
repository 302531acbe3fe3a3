'use client';
import type { PortalQueue, PortalView } from '@payport/contracts';
import { CircleCheckBig, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { ListFailed } from '../payments/list/list-states.tsx';
import { narrowed, queueParsers, type QueueFilters } from './lib/queue-filters.ts';
import { QueueCard } from './queue-card.tsx';
import { useQueue } from './use-queue.ts';

interface QueueViewProps {
  readonly properties: readonly { readonly id: string }[];
  /** The saved view that the address names. */
  readonly view: PortalView | null;
  readonly first: { readonly filters: QueueFilters; readonly page: PortalQueue } | null;
}

/** What somebody has to look after; live while the page is on screen. */
export function QueueView({ properties, view, first }: QueueViewProps) {
  const t = useTranslations('Queue');
  const [filters, set] = useQueryStates(queueParsers, { history: 'replace', shallow: true, scroll: false });
  const { data, error, isError, isPending, failureCount, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useQueue(filters, first);
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  const counts = data?.pages.at(-1)?.counts ?? null;
  const failed = isError && items.length === 0;

  useEffect(() => {
    // The session ended meanwhile: the page itself knows the way to the sign-in and back.
    if (error instanceof PortalRequestFailed && error.status === 401) window.location.reload();
  }, [error]);

  return (
    <>
      <ViewsBar list="queue" first={view} />
      <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-3">
        <Choice
          label={t('part.label')}
          chosen={filters.part}
          options={[
            { value: null, text: t('part.all') },
            { value: 'unknown', text: t('part.unknown'), count: counts?.unknown },
            { value: 'care', text: t('part.care'), count: counts?.care },
          ]}
          onChoose={(part) => void set({ part })}
        />
        <Choice
          label={t('whose.label')}
          chosen={filters.owner}
          options={[
            { value: null, text: t('whose.any') },
            { value: 'me', text: t('whose.me') },
            { value: 'nobody', text: t('whose.nobody') },
          ]}
          onChoose={(owner) => void set({ owner })}
        />
        <Live lost={isError || failureCount > 0} count={items.length} more={hasNextPage} />
      </div>
      {isPending && <Loading label={t('loading')} />}
      {failed && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!isPending && !failed && items.length === 0 && <Nothing narrow={narrowed(filters)} onReset={() => void set({ part: null, owner: null })} />}
      {items.length > 0 && (
        <ul aria-label={t('caption')} className="grid grid-cols-1 gap-3">
          {items.map((item) => (
            <QueueCard key={item.payment.id} item={item} withProperty={properties.length > 1 && filters.property === null} />
          ))}
        </ul>
      )}
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly chosen: T | null;
  readonly options: readonly { readonly value: T | null; readonly text: string; readonly count?: number | undefined }[];
  readonly onChoose: (value: T | null) => void;
}

/** A few conditions that exclude each other, all in sight. */
function Choice<T extends string>({ label, chosen, options, onChoose }: ChoiceProps<T>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map(({ value, text, count }) => (
        <Button
          key={value ?? 'all'}
          size="sm"
          variant={chosen === value ? 'chosen' : 'outline'}
          aria-pressed={chosen === value}
          onClick={() => onChoose(value)}
        >
          {text}
          {count !== undefined && <span className="figures text-xs opacity-80">{count >= 100 ? '99+' : count}</span>}
        </Button>
      ))}
    </div>
  );
}

function Live({ lost, count, more }: { lost: boolean; count: number; more: boolean }) {
  const t = useTranslations('Queue');
  return (
    <p role="status" className={cn('figures ml-auto flex items-center gap-2 text-sm', lost ? 'text-held-ink' : 'text-text-faint')}>
      <span aria-hidden className={cn('size-2 rounded-full', lost ? 'bg-held-ink' : 'animate-[breathe_2s_ease-in-out_infinite] bg-approved-ink')} />
      {lost ? t('liveLost') : t(more ? 'shown' : 'shownAll', { count })}
    </p>
  );
}

function Nothing({ narrow, onReset }: { narrow: boolean; onReset: () => void }) {
  const t = useTranslations('Queue');
  if (!narrow) {
    return (
      <EmptyState icon={<CircleCheckBig />} title={t('emptyTitle')}>
        <p>{t('emptyText')}</p>
        <p className="text-sm text-text-faint">{t('emptyHint')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title={t('noMatchTitle')}
      action={
        <Button variant="primary" onClick={onReset}>
          {t('reset')}
        </Button>
      }
    >
      <p>{t('noMatchText')}</p>
    </EmptyState>
  );
}

/** Cards of the final size, so that nothing moves when the payments arrive. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="grid h-45 content-start gap-3 rounded-lg border border-line bg-surface px-4 py-3.5 lg:h-28">
          <Skeleton className="h-6 w-64 max-w-full" />
          <Skeleton className="h-4 w-80 max-w-full" />
          <Skeleton className="h-4 w-96 max-w-full" />
        </div>
      ))}
    </div>
  );
}
