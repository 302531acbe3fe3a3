'use client';
import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { useBankFile, useBankMappings } from './use-mapping.ts';

/** The editor for one file, once it is known whether there is anything to describe. */
export function DescribeView({ fileId }: { fileId: string }) {
  const t = useTranslations('Mapping');
  const { data: file, isPending, isError, error, refetch } = useBankFile(fileId);
  const mappings = useBankMappings(file?.may.describe === true ? file.property.id : null);
  const waits = file?.may.describe === true && mappings.isPending;
  if (isError) return <ListFailed error={error} onRetry={() => void refetch()} />;
  if (isPending || waits) return <Loading label={t('loading')} />;
  if (!file.may.describe) {
    return (
      <EmptyState icon={<FileSpreadsheet />} title={t('nothingTitle')}>
        <p>{t('nothingText')}</p>
      </EmptyState>
    );
  }
  const used = file.parts.find(({ mapping }) => mapping !== null)?.mapping ?? null;
  const base = mappings.data?.data.find(({ id }) => id === used?.id) ?? null;
  return <MappingEditor key={file.id} file={file} base={base} others={mappings.data?.data ?? []} />;
}

function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4">
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}
