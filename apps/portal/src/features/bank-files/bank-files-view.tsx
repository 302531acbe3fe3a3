'use client';
import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ShowMore } from '@/components/ui/show-more.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '../payments/list/list-states.tsx';
import { BankFileCard } from './bank-file-card.tsx';
import { DropZone } from './drop-zone.tsx';
import { MappingList } from './mapping/mapping-list.tsx';
import { useBankFiles } from './use-bank-files.ts';

interface BankFilesViewProps {
  readonly properties: readonly { readonly id: string; readonly name: string; readonly timeZone: string; readonly mayTake: boolean }[];
}

/** Registries, statements and journals of one hotel: what came, and what was decided about it. */
export function BankFilesView({ properties }: BankFilesViewProps) {
  const t = useTranslations('BankFiles');
  const [chosen, choose] = useState(properties[0]?.id ?? '');
  const property = properties.find(({ id }) => id === chosen);
  const { data, error, isPending, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useBankFiles(chosen);
  const files = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="grid grid-cols-1 gap-4">
      {properties.length > 1 && (
        <Select
          aria-label={t('property')}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
          options={properties.map(({ id, name }) => ({ value: id, label: name }))}
          className="w-full sm:w-72"
        />
      )}
      {property?.mayTake === true && <DropZone key={chosen} propertyId={chosen} />}
      {isPending && <Loading label={t('loading')} />}
      {isError && files.length === 0 && <ListFailed error={error} onRetry={() => void refetch()} />}
      {!isPending && !isError && files.length === 0 && (
        <EmptyState icon={<FileSpreadsheet />} title={t('emptyTitle')}>
          <p>{t('emptyText')}</p>
        </EmptyState>
      )}
      {files.length > 0 && (
        <ol aria-label={t('caption')} className="grid gap-3">
          {files.map((file) => (
            <li key={file.id}>
              <BankFileCard file={file} />
            </li>
          ))}
        </ol>
      )}
      {property !== undefined && <MappingList propertyId={property.id} timeZone={property.timeZone} />}
      <ShowMore label={t('more')} hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  );
}

/** Cards of the final size, so that nothing moves when the files arrive. */
function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {[0, 1, 2].map((index) => (
        <div key={index} className="grid h-28 content-center gap-3 rounded-lg border border-line bg-surface px-4">
          <Skeleton className="h-5 w-72 max-w-full" />
          <Skeleton className="h-4 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
