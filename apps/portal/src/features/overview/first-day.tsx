import type { PortalOverviewDay, Role } from '@payport/contracts';
import { Check, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Card } from '@/components/ui/card.tsx';
import { Link } from '@/i18n/navigation.ts';

const STEPS = ['terminal', 'apiKey', 'training', 'payment'] as const;

interface FirstDayProps {
  readonly day: PortalOverviewDay;
  readonly role: Role | undefined;
}

/** A hotel without a single payment: what it takes until the figures come. */
export function FirstDay({ day: { property, started }, role }: FirstDayProps) {
  const t = useTranslations('Overview.firstDay');
  const runs = role === 'owner' || role === 'manager';
  const places = {
    terminal: runs ? `/terminals/new?property=${property.id}` : null,
    apiKey: role === 'owner' ? `/properties/${property.id}` : null,
    training: '/training',
    payment: null,
  };
  const done = { terminal: started.terminal, apiKey: started.apiKey, training: false, payment: started.payment };
  return (
    <Card title={t('title', { name: property.name })} note={t('note')}>
      <ol className="-my-2 divide-y divide-line">
        {STEPS.map((step, i) => {
          const place = done[step] ? null : places[step];
          const content = (
            <>
              <span
                aria-hidden
                className={cn(
                  'figures grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold',
                  done[step] ? 'border-approved-edge bg-approved-fill text-approved-ink' : 'border-line-strong text-text-faint',
                )}
              >
                {done[step] ? <Check className="size-3.5" strokeWidth={3} /> : i + 1}
              </span>
              <span className="min-w-0 flex-1">
                <span className={cn('block', done[step] ? 'text-text-soft' : 'font-medium')}>
                  {t(`step.${step}`)}
                  {done[step] && <span className="ml-2 text-sm text-approved-ink">{t('done')}</span>}
                </span>
                {!done[step] && <span className="block text-sm text-text-soft text-pretty">{t(`why.${step}`)}</span>}
              </span>
            </>
          );
          return (
            <li key={step}>
              {place === null ? (
                <div className="flex items-center gap-3 py-3">{content}</div>
              ) : (
                <Link href={place} prefetch={false} className="flex items-center gap-3 rounded-sm py-3 hover:bg-hover">
                  {content}
                  <ChevronRight aria-hidden className="size-4 shrink-0 text-text-faint" />
                </Link>
              )}
            </li>
          );
        })}
      </ol>
      {runs && (
        <p className="mt-4 text-sm">
          <Link
            href={`/properties/${property.id}`}
            prefetch={false}
            className="font-medium text-brand underline underline-offset-4 hover:text-brand-hover"
          >
            {t('all')}
          </Link>
        </p>
      )}
    </Card>
  );
}
