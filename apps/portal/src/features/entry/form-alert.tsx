'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import type { FormFailure } from './lib/form-faults.ts';

/** What is wrong with the whole form, said aloud. */
export function FormAlert({ failure }: { failure: FormFailure }) {
  const t = useTranslations('Entry');
  const words = failure.detail ?? (failure.text === null ? null : t(`errors.${failure.text}`, { minutes: failure.minutes }));
  return (
    <div role="alert" className="empty:hidden">
      {words !== null && (
        <Notice tone="bad" className="text-sm">
          <p>{words}</p>
          {failure.requestId !== null && (
            <p className="mt-1 font-mono text-xs break-all text-text-soft">{t('requestId', { id: failure.requestId })}</p>
          )}
        </Notice>
      )}
    </div>
  );
}
