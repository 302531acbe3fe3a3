'use client';
import type { PortalAuditList } from '@payport/contracts';
import { ScrollText, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '../payments/list/list-states.tsx';
import { AuditEntryRow } from './audit-entry-row.tsx';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import { ChainCheck } from './chain-check.tsx';
import { auditParsers, narrowed, type AuditFilters } from './lib/audit-filters.ts';
import { useAudit } from './use-audit.ts';

interface AuditViewProps {
  readonly timeZone: string;
  readonly withProperty: boolean;
  readonly first: { readonly filters: AuditFilters; readonly page: PortalAuditList } | null;
}

const NOTHING = { person: null, topic: null, subject: null, changes: null, from: null, to: null };

/** Who did what, and who looked at which payment. */
export function AuditView({ timeZone, withProperty, first }: AuditViewProps) {
  const t = useTranslations('Audit');
  const [filters, set] = useQueryStates(auditParsers, { history: 'replace', shallow: true, scroll: false });
  const { data, error, isError, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useAudit(filters, timeZone, first);
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  const reset = () => void set(NOTHING);
  return (
    <div className="grid grid-cols-1 gap-4">
      <ChainCheck timeZone={timeZone} />
      <AuditFilterBar
        filters={filters}
        change={(changes) => void set(changes)}
        people={data?.pages[0]?.people ?? []}
        timeZone={timeZone}
        onReset={reset}
      />
      {isPending && <Loading label={t('loading')} />}
      {isError && entries.length === 0 && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!isPending && !isError && entries.length === 0 && <Nothing narrow={narrowed(filters)} onReset={reset} />}
      {entries.length > 0 && (
        <ol aria-label={t('caption')} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {entries.map((entry) => (
            <AuditEntryRow
              key={entry.id}
              entry={entry}
              timeZone={timeZone}
              withProperty={withProperty && filters.property === null}
              onSubject={() => void set({ ...NOTHING, subject: entry.subject.id })}
            />
          ))}
        </ol>
      )}
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  );
}

function Nothing({ narrow, onReset }: { narrow: boolean; onReset: () => void }) {
  const t = useTranslations('Audit');
  if (narrow) {
    return (
      <EmptyState icon={<SearchX />} title={t('noMatchTitle')} action={<Button onClick={onReset}>{t('reset')}</Button>}>
        <p>{t('noMatchText')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ScrollText />} title={t('emptyTitle')}>
      <p>{t('emptyText')}</p>
    </EmptyState>
  );
}

/** Rows of the final size, so that nothing moves when the entries arrive. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <div key={index} className="grid h-17 content-center gap-2 px-4">
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-3.5 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
