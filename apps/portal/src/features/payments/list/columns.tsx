'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { shownCardMask } from '../lib/card-mask.ts';
import type { ColumnKey } from '../lib/list-look.ts';
import { StatusBadge } from '../status-badge.tsx';

/** One column: its name, and what a row says in it. */
export interface PaymentColumn {
  readonly key: ColumnKey;
  readonly header: string;
  readonly cell: (row: PortalPaymentRow) => ReactNode;
}

/** One under the other; side by side where rows are dense. */
const LINES =
  'block min-w-0 md:group-data-[density=compact]:flex md:group-data-[density=compact]:[&>:first-child]:max-w-full md:group-data-[density=compact]:[&>:first-child]:shrink-0 md:group-data-[density=compact]:items-baseline md:group-data-[density=compact]:gap-2';

/** Two lines of a cell: what is looked for, and what belongs to it. */
function TwoLines({ first, second, mono = false }: { first: ReactNode; second: ReactNode; mono?: boolean }) {
  return (
    <span className={LINES}>
      <span className={mono ? 'block truncate font-mono text-sm' : 'block truncate'}>{first}</span>
      {second !== null && second !== '' && <span className="block truncate text-xs text-text-faint">{second}</span>}
    </span>
  );
}

const sameYear = (iso: string): boolean => new Date(iso).getUTCFullYear() === new Date().getUTCFullYear();

/** A dash for the eye, the words for a screen reader. */
function Absent({ name }: { name: string }) {
  return (
    <span className="text-text-faint">
      <span aria-hidden>—</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

/** The bank's reference, and under it the authorization code. */
function Reference({ row, absent }: { row: PortalPaymentRow; absent: string }) {
  if (row.rrn === null && row.authCode === null) return <Absent name={absent} />;
  return <TwoLines mono first={row.rrn ?? '—'} second={<span className="font-mono">{row.authCode}</span>} />;
}

interface ColumnWishes {
  readonly withProperty: boolean;
  readonly markDemo: boolean;
  /** In this order. */
  readonly shown: readonly ColumnKey[];
}

/** The columns; each row speaks the time of its own hotel. `withProperty`: rows of several hotels are mixed; `markDemo`: real and practice ones are. */
export function usePaymentColumns({ withProperty, markDemo, shown }: ColumnWishes) {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const locale = useLocale();
  return useMemo(() => {
    const all: Record<ColumnKey, PaymentColumn['cell']> = {
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
          <Money amount={row.amount} currency={row.currency} locale={locale} className="font-semibold" />
          {row.kind !== 'sale' && <span className="block truncate text-xs text-text-soft max-md:hidden">{kind(row.kind)}</span>}
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
      terminal: (row) => <TwoLines first={row.terminal.name} second={withProperty ? row.property.name : null} />,
    };
    return shown.map((key): PaymentColumn => ({ key, header: t(`columns.${key}`), cell: all[key] }));
  }, [t, kind, locale, withProperty, markDemo, shown]);
}
