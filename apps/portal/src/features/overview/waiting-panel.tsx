import { UserCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { useWaiting } from '@/features/waiting/use-waiting.ts';
import { Link } from '@/i18n/navigation.ts';

interface WaitingPanelProps {
  readonly confirms: boolean;
  readonly property: string | null;
}

/** What others proposed and nobody but this person, or a colleague, moves on; nothing where nothing waits. */
export function WaitingPanel({ confirms, property }: WaitingPanelProps) {
  const t = useTranslations('Overview.waiting');
  const waiting = useWaiting(confirms, property);
  if (waiting === null) return null;
  const { refunds, resolutions } = waiting;
  const count = refunds + resolutions;
  if (count === 0) return null;
  const place = property === null ? {} : { property };
  const lists = [
    { key: 'refunds', count: refunds, href: { pathname: '/refunds', query: { waiting: 'me', ...place } } },
    { key: 'resolutions', count: resolutions, href: { pathname: '/queue', query: { owner: 'confirm', ...place } } },
  ] as const;
  return (
    <section
      aria-labelledby="waiting"
      data-waiting={count}
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-lg border border-held-edge bg-held-fill px-4 py-3 sm:px-5"
    >
      <div className="flex min-w-0 flex-1 basis-72 items-center gap-3">
        <UserCheck aria-hidden className="size-6 shrink-0 text-held-ink" />
        <div className="min-w-0">
          <h2 id="waiting" className="figures text-lg font-semibold text-balance">
            {t('title', { count })}
          </h2>
          <p className="text-text-soft text-pretty">{t('text')}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {lists
          .filter((list) => list.count > 0)
          .map((list) => (
            <Link key={list.key} href={list.href} prefetch={false} className={buttonLook({ variant: 'primary' })}>
              {t(list.key, { count: list.count })}
            </Link>
          ))}
      </div>
    </section>
  );
}
