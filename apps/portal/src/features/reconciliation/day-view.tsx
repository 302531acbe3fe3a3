'use client';
import type { PortalReconDay } from '@payport/contracts';
import { ArrowLeft, FileDown, Lock, LockOpen } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { reconActUrl } from '@/features/gateway-url.ts';
import { localMoment } from '@/format/moment.ts';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { HotelChoice } from '../hotel-choice/hotel-choice.tsx';
import { hotelOf } from '../hotel-choice/hotel-of.ts';
import { AsOf } from './as-of.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { BatchesTable } from './batches-table.tsx';
import { DayStateBadge } from './day-state-badge.tsx';
import { AdjustedTable, GroupsTable, ResultsTable, SidesTable } from './day-tables.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { ReconHotel } from './recon-frame.tsx';
import { useDayAction, useReconDay } from './use-reconciliation.ts';

/** One day of a hotel: what its sides say, what keeps it open, its closing and its papers. */
export function DayView({ hotels, day }: { hotels: readonly ReconHotel[]; day: string }) {
  const [chosen] = useQueryState('property', parseAsString);
  const locale = useLocale();
  const hotel = hotelOf(hotels, chosen);
  return hotel === undefined ? <HotelChoice hotels={hotels} title={readableDay(day, locale)} /> : <DayOf hotel={hotel} day={day} />;
}

function DayOf({ hotel, day }: { hotel: ReconHotel; day: string }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const { data, error, isPending, isError, refetch } = useReconDay(hotel.id, day);
  return (
    <>
      <Link
        href={{ pathname: '/reconciliation', query: { property: hotel.id } }}
        className="mb-2 inline-flex items-center gap-1.5 text-sm font-medium text-text-soft hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('toDays')}
      </Link>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">{readableDay(day, locale)}</h1>
        {data && <DayStateBadge state={data.state} missing={data.missing.length} />}
        <p className="text-text-soft">{hotel.name}</p>
      </div>
      {isPending && (
        <div role="status" aria-label={t('loading')} className="grid gap-4">
          <Skeleton className="h-28" />
          <Skeleton className="h-48" />
        </div>
      )}
      {isError && data === undefined && <ListFailed error={error} onRetry={() => void refetch()} />}
      {data && <Day day={data} />}
    </>
  );
}

function Day({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const [asked, ask] = useState<'close' | 'reopen' | null>(null);
  return (
    <div className="grid grid-cols-1 gap-5">
      {day.state === 'open' && <AsOf asOf={day.asOf} comparedAt={day.comparedAt} timeZone={day.property.timeZone} />}
      <State day={day} />
      <div className="flex flex-wrap gap-2">
        {day.state === 'open' && (
          <Button variant="primary" disabled={!day.may.close} onClick={() => ask('close')}>
            <Lock aria-hidden />
            {t('closeDay')}
          </Button>
        )}
        {day.may.reopen && (
          <Button onClick={() => ask('reopen')}>
            <LockOpen aria-hidden />
            {t('reopen')}
          </Button>
        )}
        {(['pdf', 'xlsx'] as const).map((format) => (
          <a key={format} href={`${reconActUrl(day.property.id, day.day)}?format=${format}&language=${locale}`} download className={buttonLook()}>
            <FileDown aria-hidden />
            {t(day.state === 'closed' ? `act.${format}` : `draft.${format}`)}
          </a>
        ))}
      </div>
      <Card title={t('sides')}>
        <SidesTable day={day} />
      </Card>
      {day.batches.length > 0 && (
        <Card title={t('batches')} note={t('batchesNote')}>
          <BatchesTable day={day} />
        </Card>
      )}
      <Card title={t('results')}>
        <ResultsTable day={day} />
      </Card>
      <Card title={t('byTerminal')}>
        <GroupsTable day={day} by="terminal" />
      </Card>
      <Card title={t('byBrand')}>
        <GroupsTable day={day} by="brand" />
      </Card>
      {day.adjusted.length > 0 && (
        <Card title={t('afterClose')} note={t(day.state === 'closed' ? 'afterCloseNote' : 'reopenedNote')}>
          <AdjustedTable day={day} />
          {day.adjustments > day.adjusted.length && (
            <p className="mt-2 text-sm text-text-soft">{t('afterCloseMore', { count: day.adjustments - day.adjusted.length })}</p>
          )}
        </Card>
      )}
      {day.events.length > 0 && (
        <Card title={t('dayHistory')}>
          <History day={day} />
        </Card>
      )}
      {asked !== null && <Asked what={asked} day={day} onClose={() => ask(null)} />}
    </div>
  );
}

interface AskedProps {
  readonly what: 'close' | 'reopen';
  readonly day: PortalReconDay;
  readonly onClose: () => void;
}

/** What is asked before a day is closed or opened again: why, where it needs a reason. */
function Asked({ what, day, onClose }: AskedProps) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const action = useDayAction(day.property.id, day.day);
  if (what === 'close' && day.missing.length === 0) return <CloseDialog day={day} onClose={onClose} />;
  const closes = what === 'close';
  return (
    <ReasonDialog
      title={closes ? t('closeTitle', { day: readableDay(day.day, locale) }) : t('reopenTitle')}
      means={<Notice tone="care">{t(closes ? 'closeOverBatches' : 'reopenMeans')}</Notice>}
      label={t('reason')}
      go={t(closes ? 'closeDay' : 'reopen')}
      pending={action.isPending}
      error={action.error}
      onClose={onClose}
      onReason={(reason) => action.mutate({ does: what, reason }, { onSuccess: onClose })}
    />
  );
}

/** Closed with its fingerprint, or what is still missing, with the way to mend it. */
function State({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const blockers = useTranslations('ReconBlocker');
  const locale = useLocale();
  if (day.closed !== null) {
    const { date, time } = localMoment(day.closed.at, day.property.timeZone, locale);
    return (
      <Notice tone="good" title={t('closedByAt', { name: day.closed.by, at: `${date}, ${time}` })}>
        <p className="text-sm">
          {t('fingerprint')} <span className="font-mono text-xs break-all">{day.sha256}</span>
        </p>
      </Notice>
    );
  }
  if (day.missing.length === 0) return <Notice tone="good">{t('readyText')}</Notice>;
  return (
    <Notice tone="care" title={t('missingTitle')}>
      <ul className="mt-1 grid list-disc gap-0.5 pl-5">
        {day.missing.map(({ code, count }) => (
          <li key={code}>
            {code === 'batches' ? (
              <Link
                href={{ pathname: '/end-of-day', query: { property: day.property.id } }}
                className="font-medium text-brand underline underline-offset-4"
              >
                {blockers(code, { count })}
              </Link>
            ) : code === 'exceptions' ? (
              <Link
                href={{ pathname: '/reconciliation/exceptions', query: { property: day.property.id, day: day.day } }}
                className="font-medium text-brand underline underline-offset-4"
              >
                {blockers(code, { count })}
              </Link>
            ) : (
              blockers(code, { count })
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function History({ day }: { day: PortalReconDay }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  return (
    <ol className="grid gap-1.5 text-sm">
      {day.events.map(({ at, what, by, reason }, index) => {
        const { date, time } = localMoment(at, day.property.timeZone, locale);
        return (
          <li key={at}>
            <span className="figures text-text-faint">{`${date}, ${time} · `}</span>
            {t(what === 'closed' ? 'eventClosed' : 'eventReopened', { name: by })}
            {reason !== null && <span className="text-text-soft">: {reason}</span>}
            {what === 'closed' && index < day.events.length - 1 && <EarlierAct day={day} at={at} />}
          </li>
        );
      })}
    </ol>
  );
}

/** What the day was closed with before it was opened again. */
function EarlierAct({ day, at }: { day: PortalReconDay; at: string }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  return (['pdf', 'xlsx'] as const).map((format) => (
    <a
      key={format}
      href={`${reconActUrl(day.property.id, day.day)}?format=${format}&language=${locale}&closing=${at}`}
      download
      className="ml-3 inline-block py-0.5 font-medium text-brand underline underline-offset-4"
    >
      {t(`earlierAct.${format}`)}
    </a>
  ));
}
