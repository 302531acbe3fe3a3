import type { Payment } from '@payport/contracts';
import { Scale } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment.tsx';
import { TroublePanel } from '@/components/ui/trouble-panel.tsx';

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
    <TroublePanel tone="unknown" icon={Scale} id="contradiction" title={t('contradiction')}>
      <p>{t('contradictionText', { source: contradiction.source })}</p>
      <p className="font-mono text-sm break-words text-text-soft">{contradiction.evidence}</p>
      <p className="text-sm">
        <Moment at={contradiction.at} timeZone={timeZone} locale={locale} />
      </p>
      {children}
    </TroublePanel>
  );
}
