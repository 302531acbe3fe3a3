import type { PortalTerminal } from '@payport/contracts';
import { Unplug } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Moment } from '@/components/ui/moment.tsx';

interface OfflinePanelProps {
  readonly terminal: PortalTerminal;
  readonly since: string;
}

/** Nobody reaches the terminal: why, as its driver was told by the system or the terminal, and what to do about it. */
export function OfflinePanel({ terminal: { offlineReason, property }, since }: OfflinePanelProps) {
  const t = useTranslations('Offline');
  const locale = useLocale();
  return (
    <section aria-labelledby="offline" className="mt-5 flex items-start gap-3 rounded-lg border border-failed-edge bg-failed-fill p-4 sm:p-5">
      <Unplug aria-hidden className="mt-0.5 size-6 shrink-0 text-failed-ink max-sm:hidden" />
      <div className="grid max-w-prose min-w-0 gap-2">
        <h2 id="offline" className="text-xl font-semibold text-failed-ink">
          {offlineReason?.message ?? t('title')}
        </h2>
        <p>{offlineReason === null ? t('unknown') : offlineReason.step}</p>
        <p className="text-sm text-text-soft">
          {t('since')} <Moment at={since} timeZone={property.timeZone} locale={locale} />
        </p>
        <p className="text-sm text-text-soft">{t('hint')}</p>
      </div>
    </section>
  );
}
