'use client';
import { ArrowRight, LoaderCircle, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { LinkResult } from '../link-result.tsx';
import { Refusal } from '../refusal.tsx';
import type { Setup } from './use-setup.ts';

/** Does the device answer? */
export function TestStep({ setup }: { setup: Setup }) {
  const t = useTranslations('TerminalSetup');
  const { link } = setup;
  const passed = link.data?.reachable === true;
  return (
    <div className="grid gap-6">
      <div aria-live="polite" className="grid gap-3">
        {link.isPending && (
          <p className="flex items-center gap-3 rounded-md border border-pending-edge bg-pending-fill px-3.5 py-3 text-pending-ink">
            <LoaderCircle aria-hidden className="size-[18px] shrink-0 animate-spin" />
            {t('testing')}
          </p>
        )}
        {link.data && <LinkResult result={link.data} />}
        {link.isError && <Refusal error={link.error} />}
        {link.data && !passed && <Notice tone="plain">{t('untestedNote')}</Notice>}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {passed && (
          <Button variant="primary" onClick={() => setup.setStep('labels')}>
            {t('next')}
            <ArrowRight aria-hidden />
          </Button>
        )}
        <Button onClick={() => void setup.test()} disabled={link.isPending} variant={passed ? 'outline' : 'primary'}>
          <RotateCw aria-hidden />
          {t('again')}
        </Button>
        <Button onClick={() => setup.setStep('connection')} disabled={link.isPending} variant={passed ? 'quiet' : 'outline'}>
          {t('changeConnection')}
        </Button>
        {link.data && !passed && (
          <Button variant="quiet" onClick={() => setup.setStep('labels')}>
            {t('registerAnyway')}
          </Button>
        )}
      </div>
    </div>
  );
}
