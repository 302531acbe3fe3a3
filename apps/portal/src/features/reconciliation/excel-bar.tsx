'use client';
import { FileSpreadsheet, FileUp, LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { reconWorkbookUrl } from '@/features/gateway-url.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { ExcelPreview } from './excel-preview.tsx';
import { exceptionQuery, type ExceptionFilters } from './lib/exception-filters.ts';
import type { ReconHotel } from './recon-frame.tsx';
import { useWorkbook } from './use-workbook.ts';

/** The list as a workbook, and a workbook that was worked on back again. */
export function ExcelBar({ hotel, filters }: { hotel: ReconHotel; filters: ExceptionFilters }) {
  const t = useTranslations('Recon.excel');
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const look = useWorkbook(hotel.id);
  const file = look.variables?.file ?? null;
  const send = (chosen: File | undefined): void => {
    if (chosen !== undefined) look.mutate({ file: chosen, sha256: null });
    if (input.current) input.current.value = '';
  };
  return (
    <section aria-label={t('title')} className="mb-4 flex flex-wrap items-center gap-2">
      <a href={`${reconWorkbookUrl(hotel.id)}?${exceptionQuery(filters, null)}&language=${locale}`} download className={buttonLook({ size: 'sm' })}>
        <FileSpreadsheet aria-hidden />
        {t('download')}
      </a>
      {hotel.mayWork && (
        <>
          <input
            ref={input}
            type="file"
            accept=".xlsx"
            aria-label={t('upload')}
            tabIndex={-1}
            className="sr-only"
            onChange={(event) => send(event.target.files?.[0])}
          />
          <Button size="sm" disabled={look.isPending} onClick={() => input.current?.click()}>
            {look.isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : <FileUp aria-hidden />}
            {look.isPending ? t('checking') : t('upload')}
          </Button>
        </>
      )}
      <p className="text-xs text-text-faint">{t('hint')}</p>
      <div role="alert" className="basis-full empty:hidden">
        {look.isError && <Refusal error={look.error} />}
      </div>
      {look.data !== undefined && file !== null && <ExcelPreview hotel={hotel.id} file={file} looked={look.data} onClose={look.reset} />}
    </section>
  );
}
