'use client';
import { FileUp, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type DragEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { useUpload } from './use-bank-files.ts';

interface DropZoneProps {
  readonly propertyId: string;
  /** Where files may be put instead. */
  readonly folder: string | null;
  /** Shows the file that was read. */
  readonly onDone: () => Promise<void>;
}

/** Takes a file by hand or by dropping it. It is read, and counts for nothing before somebody says so. */
export function DropZone({ propertyId, folder, onDone }: DropZoneProps) {
  const t = useTranslations('BankFiles');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { mutate, isPending, isError, error, variables } = useUpload(propertyId, onDone);
  const send = (file: File | undefined): void => {
    if (file !== undefined && !isPending) mutate(file);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
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
      <input ref={input} type="file" aria-label={t('choose')} tabIndex={-1} className="sr-only" onChange={(event) => send(event.target.files?.[0])} />
      <Button variant="primary" onClick={() => input.current?.click()} disabled={isPending}>
        {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
        {isPending ? t('reading') : t('choose')}
      </Button>
      <div role="status" className="basis-full text-sm text-text-soft empty:hidden">
        {isPending && t('readingFile', { name: variables.name })}
      </div>
      <div role="alert" className="basis-full empty:hidden">
        {isError && <Refusal error={error} />}
      </div>
    </section>
  );
}
