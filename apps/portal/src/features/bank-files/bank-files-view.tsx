'use client';
import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Select } from '@/components/ui/select.tsx';
import { CardList } from '@/features/lists/card-list.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { CardSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
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
  const list = useBankFiles(chosen);
  const { count, hasNextPage, isFetchingNextPage } = list;
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
      {property?.mayTake === true && <DropZone key={chosen} propertyId={chosen} folder={list.pages[0]?.folder ?? null} onDone={list.fromTop} />}
      {property !== undefined && <MappingList propertyId={property.id} timeZone={property.timeZone} />}
      <ListStates
        {...list}
        onRetry={() => void list.refetch()}
        loading={<CardSkeleton label={t('loading')} height="h-28" />}
        nothing={
          <EmptyState icon={<FileSpreadsheet />} title={t('emptyTitle')}>
            <p>{t('emptyText')}</p>
          </EmptyState>
        }
        noMatch={null}
      >
        <CardList
          key={chosen}
          caption={t('caption')}
          count={count}
          rowAt={list.rowAt}
          keyOf={({ id }) => id}
          heightRem={(narrow) => (narrow ? 18 : 12)}
          look={list.look}
          complete={!hasNextPage}
          onEnd={list.more}
        >
          {(file, stop) => <BankFileCard file={file} stop={stop} onDone={list.again} />}
        </CardList>
        {list.pages.length > 1 && <NewsAbove topic="bank_file" onShow={() => void list.fromTop()} />}
        <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={list.more} keys={t('keys')} end={t('end')} />
      </ListStates>
    </div>
  );
}
