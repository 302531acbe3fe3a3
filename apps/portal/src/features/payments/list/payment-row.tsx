'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useLinkStatus } from 'next/link';
import { cn } from '@/components/ui/cn.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import type { PaymentColumn } from './columns.tsx';
import { cellLook, GRID } from './row-grid.ts';

interface PlaceProps {
  readonly index: number;
  readonly last: boolean;
  readonly compact: boolean;
  readonly columns: readonly PaymentColumn[];
}

interface PaymentRowProps extends PlaceProps {
  readonly payment: PortalPaymentRow;
  /** Tab comes to this row of the list and to no other. */
  readonly stop: boolean;
}

const rowLook = (last: boolean, compact: boolean): string =>
  cn(GRID, 'group relative h-21 content-center gap-y-1', compact ? 'md:h-8' : 'md:h-11', last ? 'rounded-b-lg' : 'border-b border-line');
const FOCUSED =
  'hover:bg-hover has-[a:focus-visible]:z-10 has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus';

/** One payment. The whole row is its link, a real one: it opens in a new tab, and its address can be copied. */
export function PaymentRow({ payment, index, last, compact, columns, stop }: PaymentRowProps) {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const status = useTranslations('Status');
  const locale = useLocale();
  const name = t('open', { kind: kind(payment.kind), amount: formatMoney(payment.amount, payment.currency, locale), status: status(payment.status) });
  return (
    <div
      role="row"
      data-index={index}
      data-density={compact ? 'compact' : undefined}
      aria-rowindex={index + 2}
      className={cn(rowLook(last, compact), FOCUSED)}
    >
      {columns.map(({ key, cell }, at) => (
        <div key={key} role="cell" className={cn('min-w-0', cellLook(key, at))}>
          {key === 'time' ? (
            <Link
              href={`/payments/${payment.id}`}
              prefetch={false}
              tabIndex={stop ? 0 : -1}
              className="block outline-none after:absolute after:inset-0"
            >
              {cell(payment)}
              <span className="sr-only">, {name}</span>
              <Opening />
            </Link>
          ) : (
            cell(payment)
          )}
        </div>
      ))}
    </div>
  );
}

/** A row that was forgotten and is being read again: of the same height, so that nothing moves. */
export function MissingRow({ index, last, compact, columns }: PlaceProps) {
  const t = useTranslations('Payments');
  return (
    <div role="row" aria-rowindex={index + 2} data-missing data-density={compact ? 'compact' : undefined} className={rowLook(last, compact)}>
      {columns.map(({ key }, at) => (
        <div key={key} role="cell" className={cn('min-w-0', cellLook(key, at))}>
          <Skeleton className="h-4 w-full max-w-28" />
          {key === 'time' && <span className="sr-only">{t('loading')}</span>}
        </div>
      ))}
    </div>
  );
}

/** Shows that the click arrived while the payment's page is on its way. */
function Opening() {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="absolute top-1/2 right-3 size-4 -translate-y-1/2 animate-spin text-brand" /> : null;
}
