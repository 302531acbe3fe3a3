'use client';
import type { PortalReconWorkbook } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { useWorkbook } from './use-workbook.ts';

interface ExcelPreviewProps {
  readonly hotel: string;
  readonly file: File;
  /** What the file would change. */
  readonly looked: PortalReconWorkbook;
  readonly onClose: () => void;
}

/** What a workbook would change, row by row, before anybody says so; then what it has changed. */
export function ExcelPreview({ hotel, file, looked, onClose }: ExcelPreviewProps) {
  const t = useTranslations('Recon.excel');
  const take = useWorkbook(hotel);
  const told = take.data ?? looked;
  const second = told.changes.filter(({ proposed }) => proposed).length;
  return (
    <Dialog
      open
      onClose={onClose}
      title={told.applied ? t('doneTitle') : t('previewTitle')}
      closeLabel={t('close')}
      width="w-[48rem]"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {told.applied ? t('close') : t('cancel')}
          </Button>
          {!told.applied && told.changes.length > 0 && (
            <Button variant="primary" disabled={take.isPending} onClick={() => take.mutate({ file, sha256: looked.sha256 })}>
              {take.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
              {t('apply', { count: told.changes.length })}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-sm wrap-anywhere">
          {t(told.applied ? 'done' : 'found', {
            name: file.name,
            changed: told.changes.length,
            refused: told.refused.length,
            unchanged: told.unchanged,
          })}
        </p>
        {told.refused.length > 0 && <Refused rows={told.refused} />}
        {second > 0 && <Notice tone="care">{t('secondAll', { count: second })}</Notice>}
        {told.changes.length > 0 && <Changes rows={told.changes} />}
        <div role="alert" className="empty:hidden">
          {take.isError && <Refusal error={take.error} />}
        </div>
      </div>
    </Dialog>
  );
}

function Refused({ rows }: { rows: PortalReconWorkbook['refused'] }) {
  const t = useTranslations('Recon.excel');
  const why = useTranslations('ReconRowRefusal');
  const fields = useTranslations('ReconWorkbookField');
  return (
    <Notice tone="care" title={t('refusedTitle', { count: rows.length })}>
      <ul className="mt-1 grid max-h-56 gap-1 overflow-y-auto text-sm">
        {rows.map(({ row, field, why: code, value }) => (
          <li key={row} className="wrap-anywhere">
            {t('row', { row })}
            {field !== null && `, ${fields(field)}`}: {why(code)}
            {value !== null && value !== '' && ` — «${value}»`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Changes({ rows }: { rows: PortalReconWorkbook['changes'] }) {
  const t = useTranslations('Recon.excel');
  const results = useTranslations('ReconResult');
  const fields = useTranslations('ReconWorkbookField');
  const locale = useLocale();
  const said = (field: string, value: string | null): string => (value === null ? '—' : field === 'due' ? readableDay(value, locale) : value);
  return (
    <ul aria-label={t('changes')} className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line">
      {rows.map(({ row, result, businessDay, fields: changed, proposed }) => (
        <li key={row} className="grid gap-1 px-3 py-2 text-sm">
          <p className="font-medium">
            {t('row', { row })} · {readableDay(businessDay, locale)} · {results(result)}
          </p>
          {changed.map(({ field, from, to }) => (
            <p key={field} className="wrap-anywhere text-text-soft">
              {fields(field)}: {field === 'owner' || field === 'due' ? `${said(field, from)} → ${said(field, to)}` : said(field, to)}
            </p>
          ))}
          {proposed && <p className="text-text-soft">{t('second')}</p>}
        </li>
      ))}
    </ul>
  );
}
