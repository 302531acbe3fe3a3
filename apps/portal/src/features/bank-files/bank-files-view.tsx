'use client';
import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Select } from '@/components/ui/select.tsx';
import { CardList } from '@/features/lists/card-list.tsx';
import { ListEnd } from '@/features/lists/list-end.tsx';
import { CardSkeleton } from '@/features/lists/list-skeleton.tsx';
import { ListStates } from '@/features/lists/list-states.tsx';
import { NewsAbove } from '@/features/lists/news-above.tsx';
import { HotelChoice } from '../hotel-choice/hotel-choice.tsx';
import { hotelOf } from '../hotel-choice/hotel-of.ts';
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
  const [chosen, choose] = useQueryState('property', parseAsString.withOptions({ history: 'replace', scroll: false }));
  const property = hotelOf(properties, chosen);
  if (property === undefined) return <HotelChoice hotels={properties} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      {properties.length > 1 && (
        <Select
          aria-label={t('property')}
          value={property.id}
          onChange={(event) => void choose(event.target.value)}
          options={properties.map(({ id, name }) => ({ value: id, label: name }))}
          className="w-full sm:w-72"
        />
      )}
      <Files key={property.id} property={property} />
    </div>
  );
}

function Files({ property }: { property: BankFilesViewProps['properties'][number] }) {
  const t = useTranslations('BankFiles');
  const list = useBankFiles(property.id);
  const { count, hasNextPage, isFetchingNextPage } = list;
  return (
    <>
      {property.mayTake && <DropZone propertyId={property.id} folder={list.pages[0]?.folder ?? null} onDone={list.fromTop} />}
      <MappingList propertyId={property.id} timeZone={property.timeZone} />
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
        <ListEnd more={hasNextPage} loading={isFetchingNextPage} onMore={list.more} keys={(letters) => t('keys', { letters })} end={t('end')} />
      </ListStates>
    </>
  );
}
