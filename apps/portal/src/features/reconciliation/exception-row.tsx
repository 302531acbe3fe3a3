import type { PortalReconException } from '@payport/contracts';
import { UserRoundCheck, UsersRound } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { SeverityMark } from './severity-mark.tsx';

interface ExceptionRowProps {
  readonly item: PortalReconException;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly onOpen: () => void;
  /** Null: the person only looks. */
  readonly onChoose: (() => void) | null;
}

/** One exception: what is wrong, about how much, whose it is. */
export function ExceptionRow({ item, current, chosen, onOpen, onChoose }: ExceptionRowProps) {
  const t = useTranslations('Recon');
  const results = useTranslations('ReconResult');
  const sides = useTranslations('ReconSide');
  const locale = useLocale();
  const name = [item.look.rrn, item.look.cardMask, item.look.text].filter((part) => part !== null).join(' · ');
  return (
    <li
      id={`exception-${item.id}`}
      className={cn(
        'relative flex gap-3 px-3 py-2.5 first:rounded-t-lg last:rounded-b-lg',
        current ? 'bg-brand-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-brand' : 'hover:bg-hover',
      )}
    >
      {onChoose && (
        <label className="grid size-6 shrink-0 place-items-center">
          <input type="checkbox" checked={chosen} onChange={onChoose} className="size-4 accent-brand" />
          <span className="sr-only">{t('choose', { what: `${results(item.result)}, ${item.look.rrn ?? item.amount}` })}</span>
        </label>
      )}
      <button type="button" onClick={onOpen} aria-current={current} className="grid min-w-0 flex-1 gap-0.5 rounded-sm text-left">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium">{results(item.result)}</span>
          <Money amount={item.amount} currency={item.currency} locale={locale} />
        </span>
        <span className="truncate text-sm text-text-soft">{`${sides(item.side)} · ${name === '' ? t('noName') : name}`}</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-text-soft">
          <SeverityMark severity={item.severity} />
          <span>{readableDay(item.businessDay, locale, true)}</span>
          {item.dueOn !== null && <span>{t('dueShort', { day: readableDay(item.dueOn, locale, true) })}</span>}
          {item.owner !== null && (
            <span className="inline-flex items-center gap-1">
              <UserRoundCheck aria-hidden className="size-3.5" />
              {item.owner.me ? t('mine') : item.owner.name}
            </span>
          )}
          {item.proposal !== null && (
            <span className="inline-flex items-center gap-1 font-medium text-held-ink">
              <UsersRound aria-hidden className="size-3.5" />
              {t('waitsSecond')}
            </span>
          )}
          {item.best !== null && item.endedAt === null && <span className="text-brand">{t('best', { score: item.best })}</span>}
        </span>
      </button>
    </li>
  );
}
