'use client';
import type { PortalRefundRow } from '@payport/contracts';
import { Users } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import { TwoLines } from '@/features/lists/cells.tsx';
import type { TableColumn } from '@/features/lists/table-row.tsx';
import { usePaymentCells } from '@/features/payments/list/columns.tsx';
import { localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';
import type { RefundColumn } from './lib/refund-columns.ts';

interface ColumnWishes {
  readonly withProperty: boolean;
  readonly markDemo: boolean;
  readonly shown: readonly RefundColumn[];
}

/** The columns of the list of refunds: those of a payment, what it goes back to, and who gave it back and why. */
export function useRefundColumns({ withProperty, markDemo, shown }: ColumnWishes): TableColumn<PortalRefundRow>[] {
  const t = useTranslations('Refunds');
  const reasons = useTranslations('RefundReason');
  const locale = useLocale();
  const payment = usePaymentCells({ withProperty, markDemo });
  return useMemo(() => {
    const own: Readonly<Record<'original' | 'why', (row: PortalRefundRow) => ReactNode>> = {
      original: (row) =>
        row.original === null ? (
          <span className="block truncate text-sm text-text-soft" title={t('outside')}>
            {t('outside')}
          </span>
        ) : (
          <TwoLines
            first={<span className="figures">{formatMoney(row.original.amount, row.currency, locale)}</span>}
            second={<span className="figures">{localMoment(row.original.createdAt, row.property.timeZone, locale).date}</span>}
          />
        ),
      why: (row) => {
        const why = [row.reasonCode === null ? null : reasons(row.reasonCode), row.reason].filter((text) => text !== null).join('. ');
        const who = row.approval ? t('approved', { proposed: row.approval.proposedBy, confirmed: row.approval.confirmedBy }) : row.by;
        return (
          <span className="block min-w-0" title={[why, who].filter(Boolean).join('\n')}>
            <TwoLines
              first={why === '' ? <span className="text-text-faint">{t('noReason')}</span> : why}
              second={
                who && (
                  <>
                    {row.approval && <Users aria-hidden className="mr-1 inline size-3.5 align-text-bottom" />}
                    {who}
                  </>
                )
              }
            />
          </span>
        );
      },
    };
    const cells = { ...payment, ...own };
    return shown.map((key) => ({ key, header: t(`columns.${key}`), cell: cells[key] }));
  }, [t, reasons, locale, payment, shown]);
}
