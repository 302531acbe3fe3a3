'use client';
import { useLocale, useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { SlipPaper } from '@/components/ui/slip-paper.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { PrintSlip } from '../payment/print-slip.tsx';
import { StatusBadge } from '../payments/status-badge.tsx';
import { SettlementVerdict } from './settlement-verdict.tsx';
import { TotalsTable } from './totals-table.tsx';
import { useSettlement } from './use-end-of-day.ts';

/** One close of a day: its verdict, both totals, what it left open, and the slip. */
export function SettlementSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('EndOfDay');
  const slips = useTranslations('Slip');
  const locale = useLocale();
  const { data, isError } = useSettlement(id);
  const settlement = data?.settlement;
  const zone = settlement?.property.timeZone ?? 'UTC';
  const at = (iso: string): string => {
    const moment = localMoment(iso, zone, locale);
    return `${moment.date}, ${moment.seconds} ${moment.zone}`;
  };
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      width="w-[34rem]"
      closeLabel={t('close')}
      title={settlement ? t('sheetTitle', { name: settlement.terminal.name }) : t('loading')}
    >
      {isError && <Notice tone="bad">{t('failedText')}</Notice>}
      {!data && !isError && <Skeleton className="h-64 w-full" />}
      {data && settlement && (
        <div className="grid grid-cols-1 gap-5">
          <div>
            <SettlementVerdict settlement={settlement} />
            {settlement.message !== null && <p className="mt-1 text-text-soft">{settlement.message}</p>}
            <p className="figures mt-1 text-sm text-text-faint">
              {settlement.closedAt === null ? t('startedAt', { time: at(settlement.createdAt) }) : t('closedAt', { time: at(settlement.closedAt) })}
            </p>
            {settlement.openedAt !== null && <p className="figures text-sm text-text-faint">{t('openedAt', { time: at(settlement.openedAt) })}</p>}
          </div>
          {data.comparison.length > 0 && <TotalsTable rows={data.comparison} currency={settlement.currency} caption={t('comparison')} />}
          {data.unresolved.length > 0 && (
            <Notice tone="care" title={t('unresolvedTitle', { count: data.unresolved.length })}>
              <p>{t('unresolvedText')}</p>
              <ul className="mt-2 grid gap-1.5">
                {data.unresolved.map((payment) => (
                  <li key={payment.id} className="flex flex-wrap items-center gap-2">
                    <StatusBadge status={payment.status} />
                    <Link href={`/payments/${payment.id}`} prefetch={false} className="text-brand underline underline-offset-2">
                      <Money amount={payment.amount} currency={payment.currency} locale={locale} />
                    </Link>
                    <span className="figures text-xs text-text-faint">{at(payment.createdAt)}</span>
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {settlement.slip !== null && settlement.slip !== '' ? (
            <div className="rounded-md bg-sunken p-4">
              <SlipPaper text={settlement.slip} label={t('slip')} />
              <div className="mt-3 flex justify-center gap-2">
                <CopyButton value={settlement.slip} name={slips('copy')} large />
                <PrintSlip slip={settlement.slip} />
              </div>
            </div>
          ) : (
            <p className="text-text-faint">{t('noSlip')}</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
