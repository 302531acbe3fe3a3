'use client';
import { useTranslations } from 'next-intl';
import { Select } from '@/components/ui/select.tsx';
import { SORTS, sortInAddress, type Sort } from './lib/payment-sort.ts';

interface SortSelectProps {
  /** As the address has it. */
  readonly sort: Sort | null;
  readonly change: (sort: Sort | null) => void;
}

/** The order of a list, also where its columns have no heads to press. */
export function SortSelect({ sort, change }: SortSelectProps) {
  const t = useTranslations('Sort');
  return (
    <Select
      aria-label={t('label')}
      className="w-44 text-sm"
      value={sort ?? SORTS[0]}
      onChange={({ target }) => change(sortInAddress(SORTS.find((one) => one === target.value) ?? SORTS[0]))}
      options={SORTS.map((value) => ({ value, label: t(value) }))}
    />
  );
}
