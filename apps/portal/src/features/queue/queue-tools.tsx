'use client';
import { LayoutList, Rows3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { EXPORT_QUEUE_URL } from '@/features/gateway-url.ts';
import { ColumnsMenu } from '@/features/lists/columns-menu.tsx';
import type { LookControl } from '@/features/lists/use-list-look.ts';
import { ExportMenu } from '@/features/payments/export-menu.tsx';
import { QUEUE_LIST, type QueueColumn } from './lib/queue-columns.ts';
import { queueExportQuery, type QueueFilters } from './lib/queue-filters.ts';

interface QueueToolsProps {
  readonly filters: QueueFilters;
  readonly table: boolean;
  readonly looks: LookControl<QueueColumn>;
  readonly onLook: (look: 'table' | null) => void;
}

/** Cards to work on or a table to look over, its columns, and the way to take the queue along. */
export function QueueTools({ filters, table, looks, onLook }: QueueToolsProps) {
  const t = useTranslations('Queue');
  const names = useTranslations('Queue.columns');
  const lookText = useTranslations('ListLook');
  const columns = table ? looks.columns : QUEUE_LIST.usual;
  return (
    <div className="flex flex-wrap items-center justify-end gap-1">
      <div role="group" aria-label={t('look.label')} className="flex flex-wrap gap-1.5">
        {([null, 'table'] as const).map((look) => (
          <Button
            key={look ?? 'cards'}
            size="sm"
            variant={table === (look === 'table') ? 'chosen' : 'outline'}
            aria-pressed={table === (look === 'table')}
            onClick={() => onLook(look)}
          >
            {look === 'table' ? <Rows3 aria-hidden /> : <LayoutList aria-hidden />}
            {t(look === 'table' ? 'look.table' : 'look.cards')}
          </Button>
        ))}
      </div>
      {table && <ColumnsMenu {...looks} names={names} note={lookText('note')} />}
      <ExportMenu hrefOf={(format, language) => `${EXPORT_QUEUE_URL}?${queueExportQuery(filters, columns, format, language)}`} />
    </div>
  );
}
