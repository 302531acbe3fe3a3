'use client';
import type { PortalQueue, PortalView } from '@payport/contracts';
import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { CardList } from '@/features/lists/card-list.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { CardSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { QUEUE_ORDER } from './lib/queue-order.ts';
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
  const list = useQueue(filters, first);
  const { count, hasNextPage, isFetchingNextPage } = list;
  const counts = list.pages.at(-1)?.counts ?? null;
  const severalHotels = properties.length > 1 && filters.property === null;

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
        <Live lost={list.isError || list.failureCount > 0} count={count} more={hasNextPage} />
      </div>
      <ListStates
        {...list}
        onRetry={() => void list.refetch()}
        loading={<CardSkeleton label={t('loading')} height="h-45 lg:h-28" />}
        nothing={<Nothing />}
        noMatch={
          narrowed(filters)
            ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: t('reset'), onReset: () => void set({ part: null, owner: null }) }
            : null
        }
      >
        <CardList
          caption={t('caption')}
          count={count}
          rowAt={list.rowAt}
          keyOf={QUEUE_ORDER.placeOf}
          heightRem={(narrow) => (narrow ? 14 : 8.5)}
          look={list.look}
          complete={!hasNextPage}
          onEnd={list.more}
        >
          {(item) => <QueueCard item={item} withProperty={severalHotels} onDone={list.again} />}
        </CardList>
        {list.pages.length > 1 && <NewsAbove topic="payment" onShow={() => void list.fromTop()} />}
        <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={list.more} keys={t('keys')} end={t('end')} />
      </ListStates>
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

/** Everything is cleared up; what will stand here. */
function Nothing() {
  const t = useTranslations('Queue');
  return (
    <EmptyState icon={<CircleCheckBig />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
      <p className="text-sm text-text-faint">{t('emptyHint')}</p>
    </EmptyState>
  );
}
