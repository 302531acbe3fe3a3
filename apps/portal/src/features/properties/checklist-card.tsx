'use client';
import type { ChecklistKey, PortalPropertyDetail } from '@payport/contracts';
import { Check, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Notice } from '@/components/ui/notice.tsx';
import { Link } from '@/i18n/navigation.ts';

/** Where each step is done. */
const placeOf = (id: string): Readonly<Record<ChecklistKey, string>> => ({
  legal: '#legal',
  terminal: `/terminals/new?property=${id}`,
  link: `/terminals?property=${id}`,
  workstation: `/terminals?property=${id}`,
  apiKey: '#keys',
  firstPayment: `/payments?property=${id}`,
  dayEnd: '#day',
  secondPerson: '/people',
});

/** What is left to do before the first guest. Nobody ticks anything off: each step is looked up in what is really there. */
export function ChecklistCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('Checklist');
  const { checklist } = property;
  const done = checklist.filter((step) => step.done).length;
  if (done === checklist.length) return <Notice tone="good">{t('allDone')}</Notice>;
  const places = placeOf(property.id);
  const next = checklist.find((step) => !step.done)?.key;
  return (
    <section aria-labelledby="checklist" className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="grid gap-2.5 px-4 pt-4 pb-3.5 sm:px-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id="checklist" className="text-lg font-semibold">
            {t('title')}
          </h2>
          <p className="figures text-sm text-text-soft">{t('done', { done, all: checklist.length })}</p>
        </div>
        <div aria-hidden className="flex gap-1">
          {checklist.map(({ key, done: ready }) => (
            <span key={key} className={cn('h-1.5 flex-1 rounded-full', ready ? 'bg-approved-ink' : 'bg-line')} />
          ))}
        </div>
      </header>
      <ol className="border-t border-line">
        {checklist.map(({ key, done: ready }, i) => (
          <li key={key} className="border-t border-line first:border-t-0">
            {ready ? (
              <div className="flex min-h-11 items-center gap-3 px-4 py-2 sm:px-5">
                <span className="grid size-6 shrink-0 place-items-center rounded-full border border-approved-edge bg-approved-fill text-approved-ink">
                  <Check aria-hidden className="size-3.5" strokeWidth={3} />
                </span>
                <span className="min-w-0 flex-1 text-text-soft">{t(`step.${key}`)}</span>
                <span className="text-sm text-approved-ink">{t('ready')}</span>
              </div>
            ) : (
              <StepLink href={places[key]} current={key === next}>
                <span
                  aria-hidden
                  className={cn(
                    'figures grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold',
                    key === next ? 'border-brand bg-brand text-on-brand' : 'border-line-strong text-text-faint',
                  )}
                >
                  {i + 1}
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{t(`step.${key}`)}</span>
                  <span className="block text-sm text-text-soft text-pretty">{t(`why.${key}`)}</span>
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-text-faint" />
              </StepLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** To a place on this page, or to another page. */
function StepLink({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  const look = 'flex items-center gap-3 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5';
  const step = current ? { 'aria-current': 'step' as const } : {};
  if (href.startsWith('#')) {
    return (
      <a href={href} className={look} {...step}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={false} className={look} {...step}>
      {children}
    </Link>
  );
}
