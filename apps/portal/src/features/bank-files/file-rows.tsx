'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useFileRows } from './use-bank-files.ts';

interface FileRowsProps<Row> {
  /** The file. */
  readonly id: string;
  readonly title: string;
  /** Of the line that unfolds them. */
  readonly className: string;
  /** Where a page of them comes from, with `after` to follow. */
  readonly url: string;
  /** What is shown of one. */
  readonly children: (row: Row) => ReactNode;
}

/** Rows of a file below one line, read page after page once somebody unfolds it. */
export function FileRows<Row>({ id, title, className, url, children }: FileRowsProps<Row>) {
  const [open, setOpen] = useState(false);
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={className}>{title}</summary>
      {open && (
        <Pages id={id} url={url}>
          {children}
        </Pages>
      )}
    </details>
  );
}

function Pages<Row>({ id, url, children }: Pick<FileRowsProps<Row>, 'id' | 'url' | 'children'>) {
  const t = useTranslations('BankFiles');
  const lists = useTranslations('Lists');
  const { rows, looks, failed, more, onMore } = useFileRows<Row>(id, url);
  return (
    <div className="mt-2 grid gap-2">
      <ol className="grid gap-1.5">
        {rows.map((row, index) => (
          <li key={index} className="wrap-anywhere">
            {children(row)}
          </li>
        ))}
      </ol>
      {failed && (
        <div role="alert">
          <Notice tone="bad">{t('linesFailed')}</Notice>
        </div>
      )}
      {looks ? (
        <LoaderCircle role="status" aria-label={t('loadingRows')} className="size-4 animate-spin text-text-faint" />
      ) : (
        (more || failed) && (
          <div>
            <Button size="sm" onClick={onMore}>
              {failed ? lists('retry') : t('more')}
            </Button>
          </div>
        )
      )}
    </div>
  );
}
