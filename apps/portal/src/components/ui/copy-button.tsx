'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cn } from './cn.ts';

/** How long the tick stays, ms. */
const CONFIRMED_MS = 1600;

/** Copies a value and says so, to the eye and to a screen reader. `name` is what the value is called on the page. */
export function CopyButton({ value, name, large = false }: { value: string; name: string; large?: boolean }) {
  const t = useTranslations('Copy');
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };

  return (
    <>
      <button
        type="button"
        onClick={() => void copy()}
        data-print="hide"
        aria-label={t('copy', { name })}
        title={t('copy', { name })}
        className={cn(
          'inline-grid shrink-0 place-items-center rounded-md transition-colors hover:bg-hover',
          large ? 'size-8' : 'size-6',
          copied ? 'text-approved-ink' : 'text-text-faint hover:text-text',
        )}
      >
        {copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      </button>
      <span role="status" className="sr-only">
        {copied ? t('copied', { name }) : ''}
      </span>
    </>
  );
}
