'use client';
import type { PortalFeeTariff, PortalReconSettings } from '@payport/contracts';
import { Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { DeskTable } from '../desk-table.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { TariffDialog } from './tariff-dialog.tsx';
import type { SettingsChange } from './use-settings.ts';

/** What the contracts ask, each version with its days; one that was a mistake is withdrawn and stays to be seen. */
export function TariffsCard({ settings, change }: { settings: PortalReconSettings; change: SettingsChange }) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const [adding, add] = useState(false);
  const [gone, withdraw] = useState<PortalFeeTariff | null>(null);
  const { tariffs, may, today } = settings;
  const open = (tariff: PortalFeeTariff): void => {
    change.withdraw.reset();
    withdraw(tariff);
  };
  return (
    <Card
      title={t('tariffs.title')}
      note={t('tariffs.note')}
      action={
        may.work && (
          <Button
            size="sm"
            onClick={() => {
              change.tariff.reset();
              add(true);
            }}
          >
            <Plus aria-hidden />
            {t('tariffs.add')}
          </Button>
        )
      }
    >
      {tariffs.length === 0 ? <p className="max-w-3xl text-text-soft">{t('tariffs.none')}</p> : <Tariffs settings={settings} onWithdraw={open} />}
      {adding && <TariffDialog today={today} change={change} onClose={() => add(false)} />}
      {gone && (
        <ReasonDialog
          title={t('tariffs.withdrawTitle', { from: readableDay(gone.validFrom, locale) })}
          means={<Notice tone="care">{t('tariffs.withdrawMeans')}</Notice>}
          label={t('tariffs.why')}
          go={t('tariffs.withdraw')}
          pending={change.withdraw.isPending}
          error={change.withdraw.error}
          onClose={() => withdraw(null)}
          onReason={(reason) => change.withdraw.mutate({ id: gone.id, reason }, { onSuccess: () => withdraw(null) })}
        />
      )}
    </Card>
  );
}

interface TariffsProps {
  readonly settings: PortalReconSettings;
  readonly onWithdraw: (tariff: PortalFeeTariff) => void;
}

function Tariffs({ settings: { tariffs, may, property }, onWithdraw }: TariffsProps) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const money = (amount: string) => <Money amount={amount} currency={property.currency} locale={locale} />;
  return (
    <DeskTable
      caption={t('tariffs.title')}
      columns={[
        { name: t('tariffs.days') },
        { name: t('tariffs.what') },
        { name: t('tariffs.rate'), right: true },
        { name: t('tariffs.fixed'), right: true },
        { name: t('tariffs.bounds'), right: true },
        { name: t('tariffs.state') },
        ...(may.work ? [{ name: t('actions'), right: true }] : []),
      ]}
      rows={tariffs.map((tariff) => [
        <Days key="days" tariff={tariff} />,
        <span key="what">
          {[tariff.acquirer, tariff.product].filter(Boolean).join(', ') || t('tariffs.everything')}
          <span className="block text-xs text-text-faint">
            {t(`tariffs.methods.${tariff.method}`)}
            {tariff.refundsFee && ` · ${t('tariffs.givesBack')}`}
          </span>
        </span>,
        `${Number(tariff.ratePercent).toLocaleString(locale, { maximumFractionDigits: 4 })} %`,
        money(tariff.fixed),
        tariff.min === null && tariff.max === null ? (
          '—'
        ) : (
          <span key="bounds">
            {tariff.min === null ? '0' : money(tariff.min)} – {tariff.max === null ? '∞' : money(tariff.max)}
          </span>
        ),
        <State key="state" tariff={tariff} />,
        ...(may.work
          ? [
              tariff.withdrawn === null ? (
                <Button key="withdraw" size="sm" variant="quiet" onClick={() => onWithdraw(tariff)}>
                  {t('tariffs.withdraw')}
                </Button>
              ) : (
                ''
              ),
            ]
          : []),
      ])}
    />
  );
}

function Days({ tariff: { validFrom, validTo } }: { tariff: PortalFeeTariff }) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const from = readableDay(validFrom, locale);
  return <>{validTo === null ? t('tariffs.from', { from }) : t('tariffs.span', { from, to: readableDay(validTo, locale) })}</>;
}

function State({ tariff: { state, created, withdrawn } }: { tariff: PortalFeeTariff }) {
  const states = useTranslations('TariffState');
  const by = withdrawn === null ? created.by : `${withdrawn.by}: ${withdrawn.reason}`;
  return (
    <span className={cn(state === 'counts' && 'font-medium text-approved-ink', (state === 'withdrawn' || state === 'replaced') && 'text-text-faint')}>
      {states(state)}
      {by !== null && <span className="block text-xs font-normal text-text-faint">{by}</span>}
    </span>
  );
}
