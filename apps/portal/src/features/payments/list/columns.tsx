'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { Absent, LINES, TwoLines } from '@/features/lists/cells.tsx';
import type { TableColumn } from '@/features/lists/table-row.tsx';
import { localMoment } from '@/format/moment.ts';
import { shownCardMask } from '../lib/card-mask.ts';
import type { ColumnKey } from '../lib/payment-columns.ts';
import { AskedMoney, RowMoney } from '../row-money.tsx';
import { StatusBadge } from '../status-badge.tsx';

const sameYear = (iso: string): boolean => new Date(iso).getUTCFullYear() === new Date().getUTCFullYear();

/** The bank's reference, and under it the authorization code. */
function Reference({ row, absent }: { row: PortalPaymentRow; absent: string }) {
  if (row.rrn === null && row.authCode === null) return <Absent name={absent} />;
  return <TwoLines mono first={row.rrn ?? '—'} second={<span className="font-mono">{row.authCode}</span>} />;
}

interface CellWishes {
  /** Rows of several hotels are mixed. */
  readonly withProperty: boolean;
  /** Real rows and those of practice are mixed. */
  readonly markDemo: boolean;
}

type PaymentCells = Readonly<Record<ColumnKey, (row: PortalPaymentRow) => ReactNode>>;

/** What a payment says in each column, by the clocks of its own hotel. */
export function usePaymentCells({ withProperty, markDemo }: CellWishes): PaymentCells {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const locale = useLocale();
  return useMemo(
    () => ({
      time: (row) => {
        const at = localMoment(row.createdAt, row.property.timeZone, locale);
        const day = sameYear(row.createdAt) ? at.shortDate : at.date;
        return (
          <TwoLines
            first={<span className="figures">{at.seconds}</span>}
            second={<span className="figures">{withProperty ? `${day} · ${at.zone}` : day}</span>}
          />
        );
      },
      status: (row) => <StatusBadge status={row.status} />,
      amount: (row) => (
        <span className={cn(LINES, 'md:justify-end')}>
          <RowMoney payment={row} className="font-semibold" />
          <span className="block truncate text-xs text-text-soft empty:hidden">
            {row.kind !== 'sale' && <span className="max-md:hidden">{kind(row.kind)} </span>}
            <AskedMoney payment={row} />
          </span>
        </span>
      ),
      guest: (row) => (
        <TwoLines
          first={row.guestName ?? <span className="text-text-faint">{t('noGuest')}</span>}
          second={
            <>
              {row.kind !== 'sale' && <span className="text-text-soft md:hidden">{kind(row.kind)} · </span>}
              {[row.room === null ? null : t('room', { room: row.room }), row.confirmationNumber].filter(Boolean).join(' · ')}
              {markDemo && row.demo && <Badge className="ml-1.5">{t('demo')}</Badge>}
            </>
          }
        />
      ),
      card: (row) =>
        row.cardMask === null ? <Absent name={t('noCard')} /> : <TwoLines mono first={shownCardMask(row.cardMask)} second={row.cardBrand} />,
      reference: (row) => <Reference row={row} absent={t('noReference')} />,
      terminal: (row) =>
        withProperty ? (
          <TwoLines first={<span title={row.terminal.name}>{row.terminal.name}</span>} second={row.property.name} />
        ) : (
          <span title={row.terminal.name} className="line-clamp-2 leading-tight wrap-anywhere md:group-data-[density=compact]:line-clamp-1">
            {row.terminal.name}
          </span>
        ),
    }),
    [t, kind, locale, withProperty, markDemo],
  );
}

/** The columns of the list, in this order. */
export function usePaymentColumns({ shown, ...wishes }: CellWishes & { readonly shown: readonly ColumnKey[] }): TableColumn<PortalPaymentRow>[] {
  const t = useTranslations('Payments');
  const cells = usePaymentCells(wishes);
  return useMemo(() => shown.map((key) => ({ key, header: t(`columns.${key}`), cell: cells[key] })), [t, cells, shown]);
}
