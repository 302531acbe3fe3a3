'use client';
import { ChevronDown, Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonLook } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { Select } from '@/components/ui/select.tsx';
import { RECON_REPORT_EXPORT_URL } from '@/features/gateway-url.ts';
import { exportedReport, PERIODS, periodOf, reportQuery, type Period, type ReportFilters } from '../lib/report-filters.ts';
import type { ReconHotel } from '../recon-frame.tsx';

interface ReportBarProps {
  readonly hotels: readonly ReconHotel[];
  readonly filters: ReportFilters;
  /** The span that is shown, whoever chose it; null: not known yet. */
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly onChange: (change: Partial<ReportFilters>) => void;
}

const today = (): string => new Date().toLocaleDateString('sv-SE');
const FORMATS = [
  { format: 'xlsx', Icon: FileSpreadsheet, name: 'xlsx', hint: 'xlsxHint' },
  { format: 'csv', Icon: FileText, name: 'csv', hint: 'csvHint' },
  { format: 'csv-1251', Icon: FileText, name: 'csv1251', hint: 'csv1251Hint' },
] as const;

/** Which hotels and days the report is about, all in the address, and the report as a file. */
export function ReportBar({ hotels, filters, span, onChange }: ReportBarProps) {
  const t = useTranslations('ReconReport');
  const shown = { from: filters.from ?? span?.from ?? '', to: filters.to ?? span?.to ?? '' };
  const period = PERIODS.find((name) => {
    const { from, to } = periodOf(name, today());
    return from === shown.from && to === shown.to;
  });
  return (
    <section aria-label={t('conditions')} className="mb-5 flex flex-wrap items-end gap-x-3 gap-y-2.5">
      {hotels.length > 1 && (
        <Labelled label={t('hotel')}>
          <Select
            aria-label={t('hotel')}
            className="w-full sm:w-44 lg:w-56"
            value={filters.property ?? ''}
            onChange={({ target }) => onChange({ property: target.value === '' ? null : target.value })}
            options={[{ value: '', label: t('allHotels') }, ...hotels.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Labelled>
      )}
      <Labelled label={t('period')}>
        <Select
          aria-label={t('period')}
          className="w-full sm:w-44 lg:w-52"
          value={period ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? { from: null, to: null } : periodOf(target.value as Period, today()))}
          options={[
            { value: '', label: t(filters.from === null && filters.to === null ? 'periods.recent' : 'periods.own') },
            ...PERIODS.map((name) => ({ value: name, label: t(`periods.${name}`) })),
          ]}
        />
      </Labelled>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="grid flex-1 basis-32 gap-1 text-xs text-text-faint sm:flex-none sm:basis-auto">
          {t(end)}
          <Input
            type="date"
            fit="h-9 px-2"
            className="figures sm:w-38"
            value={shown[end]}
            onChange={({ target }) => onChange({ ...shown, [end]: target.value === '' ? null : target.value })}
          />
        </label>
      ))}
      <ReportExport filters={exportedReport(filters, span)} />
    </section>
  );
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid w-full gap-1 sm:w-auto">
    <span aria-hidden className="text-xs text-text-faint">
      {label}
    </span>
    {children}
  </div>
);

/** Links, so that the browser itself writes the file. */
function ReportExport({ filters }: { filters: ReportFilters }) {
  const t = useTranslations('ReconReport');
  const words = useTranslations('Export');
  const locale = useLocale();
  return (
    <Popover>
      <PopoverTrigger className={buttonLook({ className: 'w-full sm:ml-auto sm:w-auto' })}>
        <Download aria-hidden />
        {words('title')}
        <ChevronDown aria-hidden className="-mr-1 opacity-70" />
      </PopoverTrigger>
      <PopoverContent label={words('title')} width="w-80">
        <ul>
          {FORMATS.map(({ format, Icon, name, hint }) => (
            <li key={format}>
              <a
                href={`${RECON_REPORT_EXPORT_URL}?${reportQuery({ ...filters, format, language: locale })}`}
                download
                data-close
                className="flex items-start gap-2.5 rounded-md px-2.5 py-2 hover:bg-hover"
              >
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-faint" />
                <span>
                  <span className="block font-medium">{words(name)}</span>
                  <span className="block text-xs text-text-soft">{words(hint)}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <p className="mt-1 border-t border-line px-2.5 pt-2 pb-1 text-xs text-text-faint">{t('exportNote')}</p>
      </PopoverContent>
    </Popover>
  );
}
