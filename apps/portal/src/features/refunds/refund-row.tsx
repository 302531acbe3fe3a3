'use client';
import type { PortalRefundRow } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Moment } from '@/components/ui/moment.tsx';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import { StatusBadge } from '../payments/status-badge.tsx';

/** One refund: how much and how it stands, what it goes back to, who, why, and who agreed. */
export function RefundRow({ row, withProperty }: { row: PortalRefundRow; withProperty: boolean }) {
  const t = useTranslations('Refunds');
  const kinds = useTranslations('Kind');
  const reasons = useTranslations('RefundReason');
  const locale = useLocale();
  const { timeZone } = row.property;
  const original = row.original && localMoment(row.original.createdAt, timeZone, locale);
  const why = [row.reasonCode === null ? null : reasons(row.reasonCode), row.reason].filter((text) => text !== null).join('. ');
  const guest = [row.guestName, row.room === null ? null : t('room', { room: row.room })].filter((text) => text !== null).join(', ');
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:px-5 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={`/payments/${row.id}`}
            prefetch={false}
            className="font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            <span className="sr-only">{kinds(row.kind)} </span>
            <Money amount={row.amount} currency={row.currency} locale={locale} />
          </Link>
          <StatusBadge status={row.status} />
          {row.kind !== 'refund' && <span className="text-sm text-text-soft">{kinds(row.kind)}</span>}
          {guest !== '' && <span className="text-sm">{guest}</span>}
        </p>
        <p className="mt-0.5 text-sm text-text-soft">
          {row.original && original ? (
            <Link
              href={`/payments/${row.original.id}`}
              prefetch={false}
              className="text-brand underline decoration-brand/40 underline-offset-4 hover:decoration-brand"
            >
              {t('of', { amount: formatMoney(row.original.amount, row.currency, locale), date: original.date })}
            </Link>
          ) : (
            t('outside')
          )}
          {row.rrn !== null && <span className="ml-3 font-mono text-xs">RRN {row.rrn}</span>}
        </p>
        <p className="mt-0.5 text-sm break-words">
          {row.by !== null && <span className="text-text-soft">{row.by}</span>}
          {row.by !== null && why !== '' && ' — '}
          {why}
        </p>
        {row.approval && (
          <p className="mt-0.5 text-sm text-text-soft">{t('approved', { proposed: row.approval.proposedBy, confirmed: row.approval.confirmedBy })}</p>
        )}
      </div>
      <div className="text-sm md:text-right">
        <Moment at={row.createdAt} timeZone={timeZone} locale={locale} />
        <p className="text-text-faint">
          {row.terminal.name}
          {withProperty && ` · ${row.property.name}`}
        </p>
      </div>
    </li>
  );
}
