'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { Clock3, List, Nfc, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMomentText } from '@/components/clock.tsx';
import { cn } from '@/components/ui/cn.ts';
import { RowMoney } from '../payments/row-money.tsx';
import { StatusBadge } from '@/features/payments/status-badge.tsx';
import type { Entry } from './search-entries.ts';

interface SearchEntryProps {
  readonly entry: Entry;
  readonly active: boolean;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}

/** One line of what was found. */
export function SearchEntry({ entry, active, onChoose, onPoint }: SearchEntryProps) {
  return (
    <div
      id={entry.id}
      role="option"
      aria-selected={active}
      onClick={onChoose}
      onPointerMove={onPoint}
      className={cn(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5',
        active && 'bg-hover outline-2 -outline-offset-2 outline-focus',
      )}
    >
      <Face entry={entry} />
    </div>
  );
}

function Face({ entry }: { readonly entry: Entry }) {
  const t = useTranslations('Search');
  const field = useTranslations('SearchField');
  switch (entry.kind) {
    case 'payment':
      return <PaymentFace payment={entry.payment} />;
    case 'recent':
      return <Line Icon={Clock3}>{entry.text}</Line>;
    case 'terminal':
      return (
        <Line Icon={Nfc} aside={entry.terminal.tid === null ? null : <span className="font-mono">{entry.terminal.tid}</span>}>
          {entry.terminal.name} <span className="text-text-faint">{entry.terminal.property.name}</span>
        </Line>
      );
    case 'list':
      if (entry.group === null) return <Line Icon={List}>{t('all', { text: entry.text })}</Line>;
      return (
        <Line Icon={List} aside={<span className="figures">{t(entry.group.more ? 'countMore' : 'count', { count: entry.group.count })}</span>}>
          {field(entry.group.field)} <span className="font-mono text-sm text-text-faint">{entry.text}</span>
        </Line>
      );
  }
}

function Line({ Icon, children, aside = null }: { readonly Icon: LucideIcon; readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-text-faint" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside !== null && <span className="shrink-0 text-sm text-text-soft">{aside}</span>}
    </>
  );
}

function PaymentFace({ payment }: { readonly payment: PortalPaymentRow }) {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const at = useMomentText();
  const what = [
    payment.kind === 'sale' ? null : kind(payment.kind),
    payment.room === null ? null : t('room', { room: payment.room }),
    payment.property.name,
  ];
  const marks = [payment.cardMask === null ? null : `·· ${payment.cardMask.slice(-4)}`, payment.rrn];
  return (
    <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,10rem)_11rem]">
      <span className="min-w-0">
        <span className="block truncate font-medium">{payment.guestName ?? <span className="text-text-faint">{t('noGuest')}</span>}</span>
        <span className="block truncate text-xs text-text-faint">{what.filter(Boolean).join(' · ')}</span>
      </span>
      <span className="min-w-0 text-right max-sm:row-span-2">
        <RowMoney payment={payment} className="block font-semibold" />
        <span className="figures block truncate text-xs text-text-faint">{at(payment.createdAt, payment.property.timeZone)}</span>
      </span>
      <span className="min-w-0 max-sm:mt-1">
        <StatusBadge status={payment.status} />
        <span className="block truncate font-mono text-xs text-text-faint max-sm:hidden">{marks.filter(Boolean).join(' · ')}</span>
      </span>
    </span>
  );
}
