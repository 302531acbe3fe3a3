import type { PortalTerminal } from '@payport/contracts';
import { Unplug } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Moment } from '@/components/ui/moment.tsx';
import { TroublePanel } from '@/components/ui/trouble-panel.tsx';

interface OfflinePanelProps {
  readonly terminal: PortalTerminal;
  readonly since: string;
}

/** Nobody reaches the terminal: why, as its driver was told by the system or the terminal, and what to do about it. */
export function OfflinePanel({ terminal: { offlineReason, property }, since }: OfflinePanelProps) {
  const t = useTranslations('Offline');
  const locale = useLocale();
  const step = offlineReason === null ? t('unknown') : offlineReason.step;
  return (
    <TroublePanel tone="failed" icon={Unplug} id="offline" title={offlineReason?.message ?? t('title')} className="mt-5">
      {step !== null && <p>{step}</p>}
      <p className="text-sm text-text-soft">
        {t('since')} <Moment at={since} timeZone={property.timeZone} locale={locale} />
      </p>
      <p className="text-sm text-text-soft">{t('hint')}</p>
    </TroublePanel>
  );
}
