'use client';
import type { PortalTerminal } from '@payport/contracts';
import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import { BusyLine } from '../terminals/busy-line.tsx';
import { TerminalStatus } from '../terminals/terminal-status.tsx';
import { useTerminals } from '../terminals/use-terminals.ts';
import { careFor } from './lib/terminal-care.ts';
import { PartFailed } from './part-failed.tsx';

/** Which terminal needs somebody, at a glance; the others in one line. */
export function TerminalsCard({ property, withProperty }: { property: string | null; withProperty: boolean }) {
  const t = useTranslations('Overview.terminals');
  const { data, isError, refetch } = useTerminals(property, null);
  const sorted = data ? careFor(data.data) : null;
  return (
    <Card
      title={t('title')}
      {...(data && { note: t('count', { count: data.data.length }) })}
      action={
        <Link
          href={{ pathname: '/terminals', query: property === null ? {} : { property } }}
          prefetch={false}
          className="font-medium text-brand hover:underline"
        >
          {t('all')}
        </Link>
      }
    >
      {!data && isError && <PartFailed onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-32" />}
      {sorted && data?.data.length === 0 && <p className="text-text-soft">{t('none')}</p>}
      {sorted && sorted.needy.length > 0 && (
        <ul aria-label={t('needCare')} className="-mt-1 mb-3 divide-y divide-line">
          {sorted.needy.map((terminal) => (
            <Needy key={terminal.id} terminal={terminal} withProperty={withProperty} />
          ))}
        </ul>
      )}
      {sorted && sorted.fine.length > 0 && (
        <>
          <p className="flex items-center gap-2 text-sm text-text-soft">
            <CircleCheckBig aria-hidden className="size-4 shrink-0 text-approved-ink" />
            {t(sorted.needy.length === 0 ? 'allFine' : 'fine', { count: sorted.fine.length })}
          </p>
          <ul className="mt-2 flex flex-wrap gap-1.5">
            {sorted.fine.map(({ id, name }) => (
              <li key={id}>
                <Link
                  href={`/terminals/${id}`}
                  prefetch={false}
                  className="inline-flex min-h-7 items-center rounded-full border border-line bg-sunken px-2.5 text-sm hover:bg-hover"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Needy({ terminal, withProperty }: { terminal: PortalTerminal; withProperty: boolean }) {
  const t = useTranslations('Terminals');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <span className="min-w-0 flex-1 basis-44">
        <Link href={`/terminals/${terminal.id}`} prefetch={false} className="rounded-sm font-medium hover:underline hover:underline-offset-4">
          {terminal.name}
        </Link>
        {withProperty && <span className="block text-xs text-text-faint">{terminal.property.name}</span>}
        <span className="block text-sm text-text-soft">
          <BusyLine terminal={terminal} />
        </span>
      </span>
      {terminal.unresolved.length > 0 && (
        <Link
          href={{ pathname: '/payments', query: { property: terminal.property.id, terminal: terminal.id, outcome: 'unknown' } }}
          prefetch={false}
          className="rounded-sm text-sm font-medium text-unknown-ink underline underline-offset-2"
        >
          {t('unresolved', { count: terminal.unresolved.length })}
        </Link>
      )}
      <TerminalStatus terminal={terminal} />
    </li>
  );
}
