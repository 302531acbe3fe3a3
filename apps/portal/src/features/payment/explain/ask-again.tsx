'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MessageCircleQuestionMark } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { askAgainUrl } from '@/features/gateway-url.ts';
import { PortalRequestFailed, portalRequest } from '@/features/portal-request.ts';

interface AskAgainProps {
  readonly id: string;
  /** A proposal that the device's answer would make void. */
  readonly proposed: boolean;
  /** What else can be done, beside it. */
  readonly children?: ReactNode;
}

/** The first button of an unknown payment. It charges nothing, and says so. */
export function AskAgain({ id, proposed, children }: AskAgainProps) {
  const t = useTranslations('Explain');
  const locale = useLocale();
  const router = useRouter();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => portalRequest(askAgainUrl(id), { locale, method: 'POST', body: {} }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['payment-marks'] });
      router.refresh();
    },
  });
  return (
    <div data-print="hide" className="mt-4 sm:pl-9">
      <div className="flex flex-wrap gap-2">
        <Button variant="unknown" size="lg" disabled={ask.isPending} onClick={() => ask.mutate()}>
          <MessageCircleQuestionMark aria-hidden className={cn(ask.isPending && 'animate-pulse')} />
          {ask.isPending ? t('asking') : t('askAgain')}
        </Button>
        {children}
      </div>
      <p role="status" className="mt-2 text-sm text-text-soft">
        {ask.isSuccess ? t('asked') : t('askNote')} {proposed && !ask.isSuccess && t('askVoids')}
      </p>
      <div role="alert">{ask.isError && <Refused error={ask.error} />}</div>
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const t = useTranslations('Explain');
  const failure = error instanceof PortalRequestFailed ? error : null;
  const refusal = failure && failure.status >= 400 && failure.status < 500 && failure.detail !== null ? failure.detail : null;
  return (
    <div className="mt-2 text-sm text-declined-ink">
      <p>{refusal === null ? t('askFailed') : t('askRefused', { reason: refusal })}</p>
      {failure?.requestId != null && <p className="mt-0.5 font-mono text-xs break-all">{t('requestId', { id: failure.requestId })}</p>}
    </div>
  );
}
