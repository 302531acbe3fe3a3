'use client';
import { FileUp, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type DragEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { useUploadQueue } from './use-upload-queue.ts';

interface DropZoneProps {
  readonly propertyId: string;
  /** Where files may be put instead. */
  readonly folder: string | null;
  /** Shows the file that was read. */
  readonly onDone: () => Promise<void>;
}

/** Takes files by hand or by dropping them. Each is read, and counts for nothing before somebody says so. */
export function DropZone({ propertyId, folder, onDone }: DropZoneProps) {
  const t = useTranslations('BankFiles');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { send, reading, waiting, failed } = useUploadQueue(propertyId, onDone);
  const choose = (files: FileList | null): void => {
    send([...(files ?? [])]);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  return (
    <section
      aria-label={t('uploadTitle')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex flex-wrap items-center gap-x-5 gap-y-3 rounded-lg border border-dashed p-4 transition-colors duration-150 ease-calm sm:p-5',
        over ? 'border-brand bg-brand-soft' : 'border-line-strong bg-surface',
      )}
    >
      <FileUp aria-hidden className="size-7 shrink-0 text-text-faint max-sm:hidden" />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold">{t('uploadTitle')}</h2>
        <p className="mt-0.5 text-sm text-text-soft text-pretty">{t('uploadText')}</p>
        {folder !== null && <p className="mt-0.5 text-sm text-text-soft wrap-anywhere">{t('folder', { path: folder })}</p>}
      </div>
      <input
        ref={input}
        type="file"
        multiple
        aria-label={t('choose')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => choose(event.target.files)}
      />
      <Button variant="primary" onClick={() => input.current?.click()}>
        {reading !== null && <LoaderCircle aria-hidden className="animate-spin" />}
        {t('choose')}
      </Button>
      <div role="status" className="basis-full text-sm text-text-soft empty:hidden">
        {reading !== null && [t('readingFile', { name: reading }), ...(waiting > 0 ? [t('waiting', { count: waiting })] : [])].join(' · ')}
      </div>
      <div role="alert" className="basis-full empty:hidden">
        {failed.map(({ name, error }, index) => (
          <div key={index} className="mt-1 first:mt-0">
            <p className="font-medium wrap-anywhere">{name}</p>
            <Refusal error={error} />
          </div>
        ))}
      </div>
    </section>
  );
}
