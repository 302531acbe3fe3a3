import type { PortalQuarantine, PortalTerminal } from '@payport/contracts';
import { ShieldAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { TroublePanel } from '@/components/ui/trouble-panel.tsx';

interface QuarantinePanelProps {
  readonly terminal: PortalTerminal;
  readonly quarantine: PortalQuarantine;
  /** Null for people who may not lift it. */
  readonly onLift: (() => void) | null;
}

/** The gateway put the terminal out of use: what happened, why no payments go there, what to check before it is released. */
export function QuarantinePanel({ terminal, quarantine: { reason, since, detail }, onLift }: QuarantinePanelProps) {
  const t = useTranslations('Quarantine');
  const locale = useLocale();
  return (
    <TroublePanel tone="held" icon={ShieldAlert} id="quarantine" title={t('title')} className="mt-5">
      <p>{t(`happened.${reason}`)}</p>
      {detail !== null && <p className="font-mono text-sm break-words text-text-soft">{detail}</p>}
      <p className="text-sm text-text-soft">
        {t('since')} <Moment at={since} timeZone={terminal.property.timeZone} locale={locale} />
      </p>
      <p>{t(`why.${reason}`)}</p>
      <h3 className="font-semibold">{t('check')}</h3>
      <ul className="list-disc space-y-1 pl-5">
        <li>{t(`checks.${reason}.first`)}</li>
        <li>{t(`checks.${reason}.second`)}</li>
        <li>{t('checkPayments')}</li>
      </ul>
      {!terminal.enabled && <p>{t('alsoDisabled')}</p>}
      {onLift ? (
        <div className="mt-1">
          <Button variant="primary" onClick={onLift}>
            {t('lift')}
          </Button>
        </div>
      ) : (
        <p className="font-medium">{t('others')}</p>
      )}
    </TroublePanel>
  );
}
