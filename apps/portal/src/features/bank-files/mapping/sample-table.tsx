'use client';
import type { BankMappingDefinition, MappingField, PortalBankFileSample } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';

interface SampleTableProps {
  readonly sample: PortalBankFileSample;
  readonly definition: BankMappingDefinition;
  /** Rows of another way of cutting are on their way. */
  readonly busy: boolean;
}

/** The first rows as the file has them; above each column what it was said to be. */
export function SampleTable({ sample: { rows, columns, headerRow }, definition, busy }: SampleTableProps) {
  const t = useTranslations('Mapping');
  const fields = useTranslations('MappingField');
  const meaning = new Map(Object.entries(definition.columns).map(([field, column]) => [column, field as MappingField]));
  const width = Math.max(columns.length, ...rows.map(({ cells }) => cells.length));
  const places = Array.from({ length: width }, (_, index) => index);
  return (
    <ScrollBox label={t('tableTitle')} className={cn('rounded-md border border-line', busy && 'opacity-60')}>
      <table className="w-full text-sm">
        <caption className="sr-only">{t('tableCaption')}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="w-10 px-2 py-1.5 text-right text-xs font-medium text-text-faint">
              {t('rowNo')}
            </th>
            {places.map((index) => {
              const field = meaning.get(columns[index]?.name ?? '');
              return (
                <th key={index} scope="col" className="px-2 py-1.5 text-left align-bottom text-xs font-medium">
                  {field === undefined ? (
                    <span className="text-text-faint">{t('unused')}</span>
                  ) : (
                    <span className="inline-block rounded-sm bg-brand-soft px-1.5 py-0.5 whitespace-nowrap text-brand">{fields(field)}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr
              key={row}
              className={cn('border-t border-line', row === headerRow && 'bg-sunken font-semibold', row < headerRow && 'text-text-faint')}
            >
              <td className="figures px-2 py-1 text-right text-xs text-text-faint">{row}</td>
              {places.map((index) => (
                <td key={index} className="max-w-56 truncate px-2 py-1 whitespace-nowrap">
                  {cells[index] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
