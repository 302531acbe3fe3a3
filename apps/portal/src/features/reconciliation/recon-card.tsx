'use client';
import type { PortalProperty } from '@payport/contracts';
import { mayDo } from '@payport/domain';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import { useReconDays } from './use-reconciliation.ts';

/** How far reconciliation is, hotel by hotel; nothing for who may not see it. */
export function ReconCard({ properties }: { properties: readonly PortalProperty[] }) {
  const t = useTranslations('Recon');
  const seen = properties.filter(({ role }) => mayDo(role, 'viewReconciliation'));
  if (seen.length === 0) return null;
  return (
    <Card
      title={t('title')}
      action={
        <Link href="/reconciliation" prefetch={false} className="font-medium text-brand hover:underline">
          {t('toDays')}
        </Link>
      }
    >
      <ul className="-my-2 divide-y divide-line">
        {seen.map(({ id, name }) => (
          <Hotel key={id} id={id} name={name} />
        ))}
      </ul>
    </Card>
  );
}

function Hotel({ id, name }: { id: string; name: string }) {
  const t = useTranslations('Recon');
  const { data, isError } = useReconDays(id);
  // A day that still runs waits for nobody.
  const over = data?.data.filter(({ day }) => day < data.today) ?? [];
  const open = over.filter(({ state }) => state === 'open');
  const exceptions = open.reduce((sum, day) => sum + day.exceptions, 0);
  const ready = open.filter(({ missing }) => missing.length === 0).length;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-2">
      <Link
        href={{ pathname: '/reconciliation', query: { property: id } }}
        prefetch={false}
        className="min-w-0 flex-1 basis-40 rounded-sm font-medium hover:underline hover:underline-offset-4"
      >
        {name}
      </Link>
      {data === undefined && !isError && <Skeleton className="h-5 w-40" />}
      {isError && data === undefined && <span className="text-sm text-text-soft">{t('cardFailed')}</span>}
      {data !== undefined && (
        <span className={exceptions > 0 ? 'text-sm text-held-ink' : 'text-sm text-text-soft'}>
          {over.length === 0
            ? t('cardNothing')
            : open.length === 0
              ? t('cardClosed')
              : t('cardOpen', { open: open.length, ready, count: exceptions })}
        </span>
      )}
    </li>
  );
}
