import type { PortalOverview } from '@payport/contracts';
import { CircleCheckBig, CircleHelp } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { formatGap } from '@/format/gap.ts';
import { Link } from '@/i18n/navigation.ts';
import { TONE_PANEL } from '../payments/status-look.ts';
import { useCoarseNow } from '../queue/use-queue.ts';

const MINUTE_MS = 60_000;
const FIGURE = 'rounded-sm underline decoration-1 underline-offset-4 hover:decoration-2';

interface UnknownPanelProps {
  readonly unknown: PortalOverview['unknown'];
  readonly property: string | null;
}

/** Whether there is money of which nobody knows where it is: the first thing on the page, in either case. */
export function UnknownPanel({ unknown: { count, review, oldestAt, atStake }, property }: UnknownPanelProps) {
  const t = useTranslations('Overview.unknown');
  const locale = useLocale();
  const now = useCoarseNow();
  if (count === 0) {
    return (
      <section aria-labelledby="unknown" className="flex h-full items-center gap-4 rounded-lg border border-line bg-surface px-4 py-5 sm:px-5">
        <CircleCheckBig aria-hidden className="size-8 shrink-0 text-approved-ink" />
        <div>
          <h2 id="unknown" className="text-lg font-semibold text-balance">
            {t('none')}
          </h2>
          <p className="text-text-soft text-pretty">{t('noneText')}</p>
        </div>
      </section>
    );
  }
  const ageMs = now === null || oldestAt === null ? null : Math.max(MINUTE_MS, now - Date.parse(oldestAt));
  const queue = { pathname: '/queue', query: { part: 'unknown', ...(property !== null && { property }) } };
  return (
    <section aria-labelledby="unknown" data-unknown={count} className={cn('rounded-lg border px-4 py-4 sm:px-5', TONE_PANEL.unknown)}>
      <h2 id="unknown" className="flex items-center gap-3">
        <CircleHelp aria-hidden className="size-8 shrink-0 text-unknown-ink" />
        <span className="figures text-amount font-semibold text-unknown-ink">{count}</span>
        <span className="text-lg font-semibold text-unknown-ink text-balance">{t('title', { count })}</span>
      </h2>
      <dl className="mt-3 grid gap-x-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1.5 [&>dd]:mb-1.5 sm:[&>dd]:mb-0">
        <dt className="text-text-soft">{t('atStake')}</dt>
        <dd className="flex flex-wrap gap-x-3 font-semibold">
          <Link href={queue} prefetch={false} className={FIGURE}>
            {atStake.map(({ currency, amount }) => (
              <Money key={currency} amount={amount} currency={currency} locale={locale} className="mr-3 last:mr-0" />
            ))}
          </Link>
        </dd>
        <dt className="text-text-soft">{t('oldest')}</dt>
        <dd className="figures font-semibold">
          <Link href={queue} prefetch={false} className={FIGURE}>
            {ageMs === null ? '…' : formatGap(Math.floor(ageMs / MINUTE_MS) * MINUTE_MS, locale)}
          </Link>
        </dd>
        <dt className="text-text-soft">{t('review')}</dt>
        <dd className="figures font-semibold">
          {review === 0 ? (
            review
          ) : (
            <Link
              href={{ pathname: '/payments', query: { status: 'manual_review', ...(property !== null && { property }) } }}
              prefetch={false}
              className={FIGURE}
            >
              {review}
            </Link>
          )}
        </dd>
      </dl>
      <Link href={queue} className={cn(buttonLook({ variant: 'unknown' }), 'mt-4')}>
        {t('open')}
      </Link>
    </section>
  );
}
