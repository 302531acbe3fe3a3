import type { PortalPropertySummary } from '@payport/contracts';
import { Building2, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Link } from '@/i18n/navigation.ts';

/** Hotels with what is left to do at each. */
export function PropertyList({ properties }: { properties: readonly PortalPropertySummary[] }) {
  const t = useTranslations('Property');
  return (
    <ul aria-label={t('caption')} className="rounded-lg border border-line bg-surface">
      {properties.map((property) => (
        <li key={property.id} className="border-t border-line first:border-t-0">
          <Link
            href={`/properties/${property.id}`}
            prefetch={false}
            className="grid items-center gap-x-5 gap-y-2 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5 md:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,4fr)_auto]"
          >
            <span className="flex min-w-0 items-center gap-3">
              <Building2 aria-hidden className="size-5 shrink-0 text-text-faint" />
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-x-2 font-medium">
                  {property.name}
                  {property.demo && <Badge>{t('demo')}</Badge>}
                </span>
                <span className="block truncate text-sm text-text-faint">
                  {[property.city, property.legalEntity].filter((part) => part !== null).join(' · ')}
                </span>
              </span>
            </span>
            <span className="text-sm text-text-soft">
              {t('terminals', { count: property.terminals })} · {t('people', { count: property.people })}
            </span>
            <Progress checklist={property.checklist} />
            <ChevronRight aria-hidden className="size-4 text-text-faint max-md:hidden" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Progress({ checklist }: Pick<PortalPropertySummary, 'checklist'>) {
  const t = useTranslations('Checklist');
  const done = checklist.filter((step) => step.done).length;
  if (done === checklist.length) return <span className="text-sm text-approved-ink">{t('complete')}</span>;
  return (
    <span className="grid gap-1">
      <span className="figures text-sm text-text-soft">{t('done', { done, all: checklist.length })}</span>
      <span aria-hidden className="flex gap-0.5">
        {checklist.map(({ key, done: ready }) => (
          <span key={key} className={cn('h-1 flex-1 rounded-full', ready ? 'bg-approved-ink' : 'bg-line')} />
        ))}
      </span>
    </span>
  );
}
