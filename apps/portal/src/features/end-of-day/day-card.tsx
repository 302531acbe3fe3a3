import type { PortalEndOfDay } from '@payport/contracts';
import { FileText, MoonStar } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Link } from '@/i18n/navigation.ts';
import { DayState } from './day-state.tsx';
import { SettlementVerdict } from './settlement-verdict.tsx';
import { compareTotals } from './totals-difference.ts';
import { TotalsTable } from './totals-table.tsx';

interface DayCardProps {
  readonly day: PortalEndOfDay;
  readonly withProperty: boolean;
  readonly onSettle: () => void;
  readonly onSettlement: (id: string) => void;
}

/** One terminal: is its day closed, do the totals agree, what is still open. */
export function DayCard({ day, withProperty, onSettle, onSettlement }: DayCardProps) {
  const t = useTranslations('EndOfDay');
  const { terminal, property, last, openPayments } = day;
  const moment = useMomentText();
  const at = (iso: string): string => moment(iso, property.timeZone);
  return (
    <li data-day={day.state} className="grid content-start rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 border-b border-line px-4 py-3">
        <div className="min-w-0">
          <Link href={`/terminals/${terminal.id}`} prefetch={false} className="rounded-sm font-semibold hover:text-brand">
            {terminal.name}
          </Link>
          {(withProperty || !terminal.enabled) && (
            <p className="text-xs text-text-faint">
              {[withProperty ? property.name : '', terminal.enabled ? '' : t('disabled')].filter((part) => part !== '').join(', ')}
            </p>
          )}
        </div>
        <DayState state={day.state} />
      </div>
      <div className="grid gap-3 px-4 py-3">
        <p className="figures text-sm text-text-soft">
          {day.settleAt === null ? t('byHand') : t('schedule', { time: day.settleAt })}
          {day.state === 'missed' && day.dueAt !== null && ` · ${t('wasDue', { time: at(day.dueAt) })}`}
          {day.state !== 'missed' && day.nextDueAt !== null && ` · ${t('nextDue', { time: at(day.nextDueAt) })}`}
        </p>
        <LastClose last={last} at={at} />
        {openPayments.length > 0 && (
          <Link
            href={{ pathname: '/payments', query: { terminal: terminal.id, outcome: 'unknown' } }}
            prefetch={false}
            className="w-fit rounded-sm text-sm font-medium text-unknown-ink underline underline-offset-2"
          >
            {t('openPayments', { count: openPayments.length })}
          </Link>
        )}
        <div className="flex flex-wrap gap-2">
          {last && (
            <Button size="sm" onClick={() => onSettlement(last.id)} aria-label={t('detailsOf', { name: terminal.name })}>
              <FileText aria-hidden />
              {t('details')}
            </Button>
          )}
          {day.may.settle && (
            <Button
              size="sm"
              variant={day.state === 'missed' ? 'primary' : 'outline'}
              disabled={day.state === 'running'}
              onClick={onSettle}
              aria-label={t('settleOf', { name: terminal.name })}
            >
              <MoonStar aria-hidden />
              {t('settle')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function LastClose({ last, at }: { last: PortalEndOfDay['last']; at: (iso: string) => string }) {
  const t = useTranslations('EndOfDay');
  if (last === null) return <p className="text-sm text-text-faint">{t('never')}</p>;
  const known = last.totals.terminal !== null || last.totals.gateway !== null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 text-sm">
        <SettlementVerdict settlement={last} />
        <span className="figures text-text-faint">{at(last.closedAt ?? last.createdAt)}</span>
      </p>
      {known && <TotalsTable rows={compareTotals(last.totals)} currency={last.currency} caption={t('comparison')} />}
      {!known && last.message !== null && <p className="text-sm text-text-soft">{last.message}</p>}
    </>
  );
}
