import type { PortalEndOfDay, PortalTerminal } from '@payport/contracts';
import { ListFilter } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMomentText } from '@/components/clock.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { Link } from '@/i18n/navigation.ts';
import { DayState } from '../../end-of-day/day-state.tsx';
import { BusyLine } from '../busy-line.tsx';
import { TerminalStatus } from '../terminal-status.tsx';

/** One grid for head and rows; narrow screens set each terminal as a small card. */
export const TERMINAL_GRID =
  'grid gap-x-4 xl:gap-x-6 gap-y-2 px-3 sm:px-4 grid-cols-1 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1.5fr)] xl:grid-cols-[minmax(0,1.3fr)_minmax(0,1.6fr)_9rem_10rem_minmax(0,1fr)_2.5rem] xl:items-center';

interface TerminalRowProps {
  readonly terminal: PortalTerminal;
  readonly day: PortalEndOfDay | undefined;
  readonly withProperty: boolean;
}

/** One terminal. The whole row leads to its page; what it is busy with and its payments have links of their own. */
export function TerminalRow({ terminal, day, withProperty }: TerminalRowProps) {
  const t = useTranslations('Terminals');
  const { property, unresolved, workstations } = terminal;
  return (
    <li
      className={cn(
        TERMINAL_GRID,
        'relative border-b border-line py-2.5 last:rounded-b-lg last:border-b-0 hover:bg-hover has-[>div>a:focus-visible]:bg-hover',
      )}
    >
      <div className="min-w-0">
        <Link
          href={`/terminals/${terminal.id}`}
          prefetch={false}
          className="block rounded-sm font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-offset-4"
        >
          {terminal.name}
        </Link>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs text-text-faint">
          {terminal.tid !== null && <span className="font-mono">{terminal.tid}</span>}
          <span className="truncate">{withProperty ? property.name : terminal.driver.title}</span>
          {terminal.demo && <Badge>{t('demo')}</Badge>}
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <TerminalStatus terminal={terminal} />
        <span className="min-w-0 text-sm text-text-soft">
          <BusyLine terminal={terminal} />
        </span>
        {unresolved.length > 0 && (
          <Link
            href={{ pathname: '/payments', query: { terminal: terminal.id, outcome: 'unknown' } }}
            prefetch={false}
            className="relative z-10 rounded-sm text-sm font-medium text-unknown-ink underline underline-offset-2"
          >
            {t('unresolved', { count: unresolved.length })}
          </Link>
        )}
      </div>
      <LastSale terminal={terminal} />
      <div className="flex items-center gap-2 text-sm">
        {day ? (
          <>
            <DayState state={day.state} />
            {terminal.settleAt !== null && <span className="figures text-xs text-text-faint">{terminal.settleAt}</span>}
          </>
        ) : (
          <span className="figures text-text-faint">{terminal.settleAt === null ? t('byHand') : t('settlesAt', { time: terminal.settleAt })}</span>
        )}
      </div>
      <p className="truncate text-sm text-text-soft max-md:hidden" title={workstations.join(', ')}>
        {workstations.length > 0 ? workstations.join(', ') : <span className="text-text-faint">{t('noWorkstation')}</span>}
      </p>
      <Link
        href={{ pathname: '/payments', query: { terminal: terminal.id } }}
        prefetch={false}
        aria-label={t('paymentsOf', { name: terminal.name })}
        title={t('paymentsOf', { name: terminal.name })}
        className="absolute top-2 right-2 z-10 grid size-8 place-items-center rounded-md text-text-faint hover:bg-raised hover:text-text xl:static"
      >
        <ListFilter aria-hidden className="size-4" />
      </Link>
    </li>
  );
}

function LastSale({ terminal: { lastSale, property } }: { terminal: PortalTerminal }) {
  const t = useTranslations('Terminals');
  const locale = useLocale();
  const at = useMomentText();
  if (lastSale === null) return <p className="text-sm text-text-faint xl:text-right">{t('noSale')}</p>;
  return (
    <p className="text-sm xl:text-right">
      <span className="mr-1.5 text-text-faint xl:sr-only">{t('columns.sale')}</span>
      <Money amount={lastSale.amount} currency={lastSale.currency} locale={locale} className="font-medium" />
      <span className="figures ml-2 text-xs text-text-faint xl:ml-0 xl:block">{at(lastSale.at, property.timeZone)}</span>
    </p>
  );
}
