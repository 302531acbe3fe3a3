import type { Payment } from '@payport/contracts';
import { Scale } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment.tsx';

interface ContradictionPanelProps {
  readonly contradiction: NonNullable<Payment['contradiction']>;
  readonly timeZone: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** The bank contradicts a final state. The state stays as it is; both proofs stand side by side. */
export function ContradictionPanel({ contradiction, timeZone, children }: ContradictionPanelProps) {
  const t = useTranslations('Payment');
  const locale = useLocale();
  return (
    <section aria-labelledby="contradiction" className="flex items-start gap-3 rounded-lg border border-unknown-edge bg-unknown-fill p-4 sm:p-5">
      <Scale aria-hidden className="mt-0.5 size-6 shrink-0 text-unknown-ink" />
      <div className="min-w-0">
        <h2 id="contradiction" className="text-xl font-semibold text-unknown-ink">
          {t('contradiction')}
        </h2>
        <p className="mt-1">{t('contradictionText', { source: contradiction.source })}</p>
        <p className="mt-1 font-mono text-sm break-words text-text-soft">{contradiction.evidence}</p>
        <p className="mt-1 text-sm">
          <Moment at={contradiction.at} timeZone={timeZone} locale={locale} />
        </p>
        {children}
      </div>
    </section>
  );
}
