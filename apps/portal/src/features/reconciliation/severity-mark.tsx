import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';

const LOOKS = { high: 'bg-declined-ink', medium: 'bg-held-ink', low: 'bg-text-faint' } as const;

/** How bad: a dot for the eye, a word for everybody. */
export function SeverityMark({ severity }: { severity: 'low' | 'medium' | 'high' }) {
  const t = useTranslations('ReconSeverity');
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-text-soft">
      <span aria-hidden className={cn('size-2 rounded-full', LOOKS[severity])} />
      {t(severity)}
    </span>
  );
}
