'use client';
import type { PortalAuditChain, PortalAuditCheck } from '@payport/contracts';
import { LoaderCircle, ShieldCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { localMoment } from '@/format/moment.ts';
import { useAuditCheck } from './use-audit.ts';

/** Whether anything was changed, removed or slipped in: walked through on request, from the first entry on. */
export function ChainCheck({ timeZone }: { timeZone: string }) {
  const t = useTranslations('Audit');
  const { mutate, data, isPending, isError } = useAuditCheck();
  return (
    <Card
      title={t('chainTitle')}
      action={
        <Button onClick={() => mutate()} disabled={isPending}>
          {isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : <ShieldCheck aria-hidden />}
          {isPending ? t('checking') : t('check')}
        </Button>
      }
    >
      <p className="max-w-3xl text-sm text-text-soft text-pretty">{t('chainText')}</p>
      <div role="status" className="mt-3 grid gap-2 empty:hidden">
        {isError && (
          <Notice tone="care">
            <p>{t('checkFailed')}</p>
          </Notice>
        )}
        {data && !isPending && <Verdicts check={data} timeZone={timeZone} />}
      </div>
    </Card>
  );
}

function Verdicts({ check, timeZone }: { check: PortalAuditCheck; timeZone: string }) {
  const t = useTranslations('Audit');
  const locale = useLocale();
  const { date, seconds, zone } = localMoment(check.checkedAt, timeZone, locale);
  return (
    <>
      {check.chains.map((chain, index) => (
        <Verdict key={chain.property?.id ?? index} chain={chain} />
      ))}
      <p className="figures text-xs text-text-faint">{t('checkedAt', { date, time: seconds, zone })}</p>
    </>
  );
}

function Verdict({ chain }: { chain: PortalAuditChain }) {
  const t = useTranslations('Audit');
  const faults = useTranslations('ChainFault');
  const name = chain.property?.name ?? t('noHotel');
  const { broken, entries, head } = chain;
  return (
    <Notice tone={broken ? 'bad' : 'good'} title={broken ? t('broken', { name }) : t('whole', { name, count: entries })}>
      {broken && (
        <p className="text-sm text-pretty">
          {faults(broken.fault)} {broken.seq !== null && t('brokenAt', { seq: broken.seq })} {t('fitsBefore', { count: entries })}
        </p>
      )}
      {head !== null && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-text-soft">
          {t('head')} <code className="font-mono wrap-anywhere">{head}</code>
          <CopyButton value={head} name={t('head')} />
        </p>
      )}
    </Notice>
  );
}
