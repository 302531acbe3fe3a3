'use client';
import type { PortalQueue, PortalView } from '@payport/contracts';
import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { CardList } from '@/features/lists/card-list.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { CardSkeleton, ListSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
import { RowTable } from '@/features/lists/row-table.tsx';
import { useListLook } from '@/features/lists/use-list-look.ts';
import { useOpenName } from '@/features/payments/list/use-open-name.ts';
import { ViewsBar } from '@/features/views/views-bar.tsx';
import { QUEUE_LIST, type QueueColumn } from './lib/queue-columns.ts';
import { QUEUE_ORDER } from './lib/queue-order.ts';
import { narrowed, queueLook, queueParsers, type QueueFilters } from './lib/queue-filters.ts';
import { QueueCard } from './queue-card.tsx';
import { useQueueColumns, type QueueRow } from './queue-columns.tsx';
import type { QueueWord } from './queue-row-actions.tsx';
import { QueueTools } from './queue-tools.tsx';
import { useQueue } from './use-queue.ts';

interface QueueViewProps {
  readonly properties: readonly { readonly id: string }[];
  /** Whether the person may confirm at any of them. */
  readonly confirms: boolean;
  /** The saved view that the address names. */
  readonly view: PortalView | null;
  readonly first: { readonly filters: QueueFilters; readonly page: PortalQueue } | null;
}

/** What somebody has to look after; live while the page is on screen. */
export function QueueView({ properties, confirms, view, first }: QueueViewProps) {
  const t = useTranslations('Queue');
  const [filters, set] = useQueryStates(queueParsers, { history: 'replace', shallow: true, scroll: false });
  const [look, setLook] = useQueryState('look', queueLook.look.withOptions({ history: 'replace', shallow: true, scroll: false }));
  const table = look === 'table';
  const looks = useListLook(QUEUE_LIST);
  const list = useQueue(filters, first);
  const { count, hasNextPage, isFetchingNextPage } = list;
  const counts = list.pages.at(-1)?.counts ?? null;
  const severalHotels = properties.length > 1 && filters.property === null;

  return (
    <>
      <ViewsBar list="queue" first={view} />
      <Conditions filters={filters} counts={counts} confirms={confirms} change={(changes) => void set(changes)} />
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Live lost={list.isError || list.failureCount > 0} count={count} more={hasNextPage} />
        {count > 0 && <QueueTools filters={filters} table={table} looks={looks} onLook={(next) => void setLook(next)} />}
      </div>
      <ListStates
        {...list}
        onRetry={() => void list.refetch()}
        loading={table ? <ListSkeleton label={t('loading')} columns={looks.columns} /> : <CardSkeleton label={t('loading')} height="h-45 lg:h-28" />}
        nothing={<Nothing />}
        noMatch={
          narrowed(filters)
            ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: t('reset'), onReset: () => void set({ part: null, owner: null }) }
            : null
        }
      >
        {table ? (
          <QueueTable list={list} looks={looks} withProperty={severalHotels} />
        ) : (
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
        )}
        {list.pages.length > 1 && <NewsAbove topic="payment" onShow={() => void list.fromTop()} />}
        <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={list.more} keys={(letters) => t('keys', { letters })} end={t('end')} />
      </ListStates>
    </>
  );
}

interface ConditionsProps {
  readonly filters: QueueFilters;
  readonly counts: PortalQueue['counts'] | null;
  readonly confirms: boolean;
  readonly change: (changes: Partial<QueueFilters>) => void;
}

/** Which part, and whose. */
function Conditions({ filters, counts, confirms, change }: ConditionsProps) {
  const t = useTranslations('Queue');
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-3">
      <Choice
        label={t('part.label')}
        chosen={filters.part}
        options={[
          { value: null, text: t('part.all') },
          { value: 'unknown', text: t('part.unknown'), count: counts?.unknown },
          { value: 'care', text: t('part.care'), count: counts?.care },
        ]}
        onChoose={(part) => change({ part })}
      />
      <Choice
        label={t('whose.label')}
        chosen={filters.owner}
        options={[
          { value: null, text: t('whose.any') },
          { value: 'me', text: t('whose.me') },
          { value: 'nobody', text: t('whose.nobody') },
          ...(confirms || filters.owner === 'confirm' ? [{ value: 'confirm' as const, text: t('whose.confirm') }] : []),
        ]}
        onChoose={(owner) => change({ owner })}
      />
    </div>
  );
}

interface QueueTableProps {
  readonly list: ReturnType<typeof useQueue>;
  readonly looks: ReturnType<typeof useListLook<QueueColumn>>;
  readonly withProperty: boolean;
}

/** Many at a glance: each opens its payment, and what a card offers is offered here too. */
function QueueTable({ list, looks, withProperty }: QueueTableProps) {
  const t = useTranslations('Queue');
  const [said, setSaid] = useState<QueueWord | null>(null);
  const columns = useQueueColumns({ withProperty, shown: looks.columns, onDone: list.again, onSaid: setSaid });
  const nameOf = useOpenName();
  const rowAt = (index: number): QueueRow | undefined => {
    const item = list.rowAt(index);
    return item && { ...item.payment, item };
  };
  return (
    <>
      <p role={said?.bad ? 'alert' : 'status'} className={cn('mb-2 text-sm empty:hidden', said?.bad ? 'text-declined-ink' : 'text-text-soft')}>
        {said?.text}
      </p>
      <RowTable
        caption={t('caption')}
        count={list.count}
        rowAt={rowAt}
        look={list.look}
        columns={columns}
        hrefOf={({ id }) => `/payments/${id}`}
        nameOf={nameOf}
        compact={looks.look.density === 'compact'}
        complete={!list.hasNextPage}
        onEnd={list.more}
      />
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
    <p role="status" className={cn('figures flex items-center gap-2 text-sm', lost ? 'text-held-ink' : 'text-text-faint')}>
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
