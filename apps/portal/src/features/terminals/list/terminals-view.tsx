'use client';
import type { PortalProperty, PortalTerminalList } from '@payport/contracts';
import { Nfc, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { Link } from '@/i18n/navigation.ts';
import { useDays, useTerminals } from '../use-terminals.ts';
import { TERMINAL_GRID, TerminalRow } from './terminal-row.tsx';

interface TerminalsViewProps {
  readonly properties: readonly Pick<PortalProperty, 'id'>[];
  readonly first: PortalTerminalList | null;
}

/** The terminals of the chosen hotel, live while the page is on screen. */
export function TerminalsView({ properties, first }: TerminalsViewProps) {
  const t = useTranslations('Terminals');
  const chosen = useSearchParams().get('property');
  const property = properties.some(({ id }) => id === chosen) ? chosen : null;
  const { data, error, isError, failureCount, refetch } = useTerminals(property, first);
  const days = useDays(property);

  if (!data) {
    if (!isError) return null;
    return <ListFailed error={error} onRetry={() => void refetch()} words={{ title: t('failedTitle'), text: t('failedText') }} />;
  }
  const mayRegister = data.may.register.length > 0;
  const register = (
    <Link
      href={{ pathname: '/terminals/new', query: property === null ? {} : { property } }}
      prefetch={false}
      className={buttonLook({ variant: 'primary' })}
    >
      <Plus aria-hidden />
      {t('register')}
    </Link>
  );
  if (data.data.length === 0) {
    return (
      <EmptyState icon={<Nfc />} title={t('emptyTitle')} action={mayRegister ? register : undefined}>
        <p>{t('emptyText')}</p>
        <p>{mayRegister ? t('emptyHint') : t('emptyAsk')}</p>
      </EmptyState>
    );
  }
  const lost = isError || failureCount > 0;
  return (
    <>
      <div className="mb-3 flex min-h-9 flex-wrap items-center justify-between gap-3">
        <p role="status" className={cn('flex items-center gap-2 text-sm', lost ? 'text-held-ink' : 'text-text-faint')}>
          <span
            aria-hidden
            className={cn('size-2 rounded-full', lost ? 'bg-held-ink' : 'animate-[breathe_2s_ease-in-out_infinite] bg-approved-ink')}
          />
          {lost ? t('liveLost') : t('shown', { count: data.data.length })}
        </p>
        {mayRegister && register}
      </div>
      <div className="rounded-lg border border-line bg-surface">
        <div
          aria-hidden
          className={cn(TERMINAL_GRID, 'hidden h-9 rounded-t-lg border-b border-line bg-sunken text-xs font-medium text-text-soft xl:grid')}
        >
          <span>{t('columns.terminal')}</span>
          <span>{t('columns.status')}</span>
          <span className="text-right">{t('columns.sale')}</span>
          <span>{t('columns.day')}</span>
          <span>{t('columns.workstations')}</span>
          <span />
        </div>
        <ul aria-label={t('caption')}>
          {data.data.map((terminal) => (
            <TerminalRow
              key={terminal.id}
              terminal={terminal}
              day={days.get(terminal.id)}
              withProperty={properties.length > 1 && property === null}
            />
          ))}
        </ul>
      </div>
    </>
  );
}
