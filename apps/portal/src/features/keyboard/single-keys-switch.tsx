'use client';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Switch } from '@/components/ui/switch.tsx';
import { setSingleKeysAct } from './single-keys.ts';
import { useSingleKeys } from './use-single-keys.ts';

/** Switches off all keys that act without Ctrl. */
export function SingleKeysSwitch() {
  const t = useTranslations('Shortcuts');
  const on = useSingleKeys();
  const hint = useId();
  return (
    <label className="flex items-start gap-3">
      <Switch checked={on} onChange={({ target }) => setSingleKeysAct(target.checked)} aria-describedby={hint} />
      <span className="min-w-0">
        {t('single')}
        <span id={hint} className="block text-sm text-text-faint text-pretty">
          {t('singleHint')}
        </span>
      </span>
    </label>
  );
}
