'use client';
import type { PortalTerminal } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Refusal } from '../refusal.tsx';
import { useTerminalSwitch } from './use-terminal.ts';

/** Off: says what happens to the payment that runs. On: the device is asked first. */
export function SwitchDialog({ terminal, onClose }: { terminal: PortalTerminal; onClose: () => void }) {
  const t = useTranslations('Terminal');
  const change = useTerminalSwitch(terminal.id);
  const on = !terminal.enabled;
  return (
    <Dialog
      open
      onClose={onClose}
      title={on ? t('enableTitle', { name: terminal.name }) : t('disableTitle', { name: terminal.name })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" disabled={change.isPending} onClick={() => change.mutate(on, { onSuccess: onClose })}>
            {change.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {on ? (change.isPending ? t('testing') : t('enable')) : t('disable')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{on ? t('enableText') : t('disableText')}</p>
        {!on && terminal.busyWith && <Notice tone="care">{t('disableBusy')}</Notice>}
        <div role="alert">{change.isError && <Refusal error={change.error} />}</div>
      </div>
    </Dialog>
  );
}
