'use client';
import { useTranslations } from 'next-intl';
import { setSingleKeysAct } from '@/features/keyboard/single-keys.ts';
import { useSingleKeys } from '@/features/keyboard/use-single-keys.ts';

/** The keys, and those that can be switched off. */
export function SearchFoot() {
  const t = useTranslations('Search');
  const on = useSingleKeys();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line bg-sunken px-4 py-2 text-xs text-text-soft">
      <p className="max-sm:hidden">{t('keys')}</p>
      <label className="flex min-h-6 items-center gap-2">
        <input type="checkbox" checked={on} onChange={({ target }) => setSingleKeysAct(target.checked)} className="size-4 accent-brand" />
        {t('slash')}
      </label>
    </div>
  );
}
