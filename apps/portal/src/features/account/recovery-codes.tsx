'use client';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Notice } from '@/components/ui/notice.tsx';

/** Shown once, to be kept where the phone is not. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations('Account');
  return (
    <Notice tone="care" title={t('codesTitle')}>
      <p className="text-sm text-pretty">{t('codesText')}</p>
      <div className="mt-3 flex items-start gap-2">
        <ul
          aria-label={t('codes')}
          className="grid flex-1 grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-4 gap-y-1 font-mono text-sm select-all"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton value={codes.join('\n')} name={t('codes')} large />
      </div>
    </Notice>
  );
}
