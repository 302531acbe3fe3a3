'use client';
import type { PortalAuditList } from '@payport/contracts';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { LinesSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
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
      <ListStates
        {...{ isPending, isError, error }}
        count={entries.length}
        onRetry={() => void refetch()}
        loading={<LinesSkeleton label={t('loading')} />}
        nothing={
          <EmptyState icon={<ScrollText />} title={t('emptyTitle')}>
            <p>{t('emptyText')}</p>
          </EmptyState>
        }
        noMatch={narrowed(filters) ? { title: t('noMatchTitle'), text: t('noMatchText'), reset: t('reset'), onReset: reset } : null}
      >
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
      </ListStates>
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  );
}
