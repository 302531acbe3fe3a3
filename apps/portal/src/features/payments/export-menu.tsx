'use client';
import { ChevronDown, Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';

const FORMATS = [
  { format: 'xlsx', Icon: FileSpreadsheet, name: 'xlsx', hint: 'xlsxHint' },
  { format: 'csv', Icon: FileText, name: 'csv', hint: 'csvHint' },
  { format: 'csv-1251', Icon: FileText, name: 'csv1251', hint: 'csv1251Hint' },
] as const;

interface ExportMenuProps {
  /** Where this list is written so, with what it says in this language. */
  readonly hrefOf: (format: string, language: string) => string;
  /** What the file will hold, where that is not payments. */
  readonly note?: string;
}

/** The list as a file. Links, so that the browser itself writes the file as it comes, whatever its size. */
export function ExportMenu({ hrefOf, note }: ExportMenuProps) {
  const t = useTranslations('Export');
  const locale = useLocale();
  return (
    <Popover>
      <PopoverTrigger className={buttonLook({ variant: 'quiet', size: 'sm' })}>
        <Download aria-hidden />
        {t('title')}
        <ChevronDown aria-hidden className="-mr-1 opacity-70" />
      </PopoverTrigger>
      <PopoverContent label={t('title')} width="w-80">
        <ul>
          {FORMATS.map(({ format, Icon, name, hint }) => (
            <li key={format}>
              <a href={hrefOf(format, locale)} download data-close className="flex items-start gap-2.5 rounded-md px-2.5 py-2 hover:bg-hover">
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-faint" />
                <span>
                  <span className="block font-medium">{t(name)}</span>
                  <span className="block text-xs text-text-soft">{t(hint)}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <p className="mt-1 border-t border-line px-2.5 pt-2 pb-1 text-xs text-text-faint">{note ?? t('note')}</p>
      </PopoverContent>
    </Popover>
  );
}
