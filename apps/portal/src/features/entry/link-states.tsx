'use client';
import { LinkIcon, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import type { LinkLook } from './use-link.ts';

interface LinkStatesProps {
  readonly look: Exclude<LinkLook<unknown>, { kind: 'alive' }>;
  readonly retry: () => void;
  /** Where a new link comes from. */
  readonly help: string;
}

/** What stands in the form's place: still looking, a link that lets nobody in, a gateway that does not answer. */
export function LinkStates({ look, retry, help }: LinkStatesProps) {
  const t = useTranslations('Entry');
  if (look.kind === 'looking') {
    return (
      <div role="status" aria-label={t('looking')} className="grid gap-5">
        {[0, 1, 2].map((row) => (
          <div key={row} className="grid gap-1.5">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-11 w-full" />
          </div>
        ))}
        <Skeleton className="h-11 w-full" />
      </div>
    );
  }
  const dead = look.kind === 'dead';
  const Icon = dead ? LinkIcon : Unplug;
  return (
    <div role="alert" className="grid gap-4">
      <div className="flex gap-3 rounded-lg border border-line bg-surface p-4">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-text-faint" />
        <div className="grid gap-1">
          <p className="font-semibold">{dead ? t('deadTitle') : t('failedTitle')}</p>
          <p className="text-text-soft text-pretty">{dead ? help : t('failedText')}</p>
          {look.kind === 'failed' && look.requestId !== null && (
            <p className="font-mono text-xs break-all text-text-faint">{t('requestId', { id: look.requestId })}</p>
          )}
        </div>
      </div>
      {dead ? (
        <Link href="/sign-in" prefetch={false} className={buttonLook({ size: 'lg' })}>
          {t('toSignIn')}
        </Link>
      ) : (
        <Button size="lg" onClick={retry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}
