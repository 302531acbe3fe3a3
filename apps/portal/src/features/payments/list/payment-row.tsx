'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import type { ReactTable, Row } from '@tanstack/react-table';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useLinkStatus } from 'next/link';
import { cn } from '@/components/ui/cn.ts';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import type { ColumnKey } from '../lib/list-look.ts';
import type { features } from './columns.tsx';
import { cellLook, GRID } from './row-grid.ts';

type Features = typeof features;

interface PaymentRowProps {
  readonly row: Row<Features, PortalPaymentRow>;
  readonly index: number;
  readonly last: boolean;
  readonly compact: boolean;
  readonly table: ReactTable<Features, PortalPaymentRow>;
}

/** One payment. The whole row is its link, a real one: it opens in a new tab, and its address can be copied. */
export function PaymentRow({ row, index, last, compact, table }: PaymentRowProps) {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const status = useTranslations('Status');
  const locale = useLocale();
  const payment = row.original;
  const name = t('open', { kind: kind(payment.kind), amount: formatMoney(payment.amount, payment.currency, locale), status: status(payment.status) });
  return (
    <div
      role="row"
      data-index={index}
      data-density={compact ? 'compact' : undefined}
      aria-rowindex={index + 2}
      className={cn(
        GRID,
        'group relative h-21 content-center gap-y-1 hover:bg-hover has-[a:focus-visible]:z-10 has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus',
        compact ? 'md:h-8' : 'md:h-11',
        last ? 'rounded-b-lg' : 'border-b border-line',
      )}
    >
      {row.getAllCells().map((cell, at) => {
        const key = cell.column.id as ColumnKey;
        return (
          <div key={cell.id} role="cell" className={cn('min-w-0', cellLook(key, at))}>
            {key === 'time' ? (
              <Link href={`/payments/${payment.id}`} prefetch={false} className="block outline-none after:absolute after:inset-0">
                <table.FlexRender cell={cell} />
                <span className="sr-only">, {name}</span>
                <Opening />
              </Link>
            ) : (
              <table.FlexRender cell={cell} />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Shows that the click arrived while the payment's page is on its way. */
function Opening() {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="absolute top-1/2 right-3 size-4 -translate-y-1/2 animate-spin text-brand" /> : null;
}
