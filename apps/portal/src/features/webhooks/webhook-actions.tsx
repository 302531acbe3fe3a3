'use client';
import type { PortalMadeWebhook, PortalWebhook } from '@payport/contracts';
import { KeyRound, Power, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { NewWebhookDialog } from './new-webhook-dialog.tsx';
import type { WebhookWork } from './use-webhook-work.ts';

/** How long the former secret signs beside the new one, hours; 0 ends it at once. */
const OVERLAPS = [24, 0, 1, 72, 168] as const;

interface WebhookActionsProps {
  readonly webhook: PortalWebhook;
  readonly propertyId: string;
  readonly work: WebhookWork;
}

/** A message about nothing, another secret, on and off; what cannot be taken back says first what it does. */
export function WebhookActions({ webhook, propertyId, work }: WebhookActionsProps) {
  const t = useTranslations('Webhooks');
  const [asking, setAsking] = useState<'rotate' | 'disable' | null>(null);
  const [made, setMade] = useState<PortalMadeWebhook | null>(null);
  const close = () => setAsking(null);
  const rotate = async (overlapHours: number): Promise<void> => {
    const answer = await work.rotate(overlapHours);
    close();
    if (answer) setMade(answer);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {webhook.enabled && (
        <Button size="sm" disabled={work.busy} onClick={() => void work.test()}>
          <Send aria-hidden />
          {t('test')}
        </Button>
      )}
      <Button size="sm" variant="quiet" disabled={work.busy} onClick={() => setAsking('rotate')}>
        <KeyRound aria-hidden />
        {t('rotate')}
      </Button>
      <Button size="sm" variant="quiet" disabled={work.busy} onClick={() => (webhook.enabled ? setAsking('disable') : void work.enable())}>
        <Power aria-hidden />
        {t(webhook.enabled ? 'disable' : 'enable')}
      </Button>
      <RotateDialog open={asking === 'rotate'} busy={work.busy} onClose={close} onRotate={(hours) => void rotate(hours)} />
      <DisableDialog open={asking === 'disable'} busy={work.busy} onClose={close} onDisable={() => void work.disable().then(close)} />
      <NewWebhookDialog open={made !== null} propertyId={propertyId} made={made} onClose={() => setMade(null)} onMade={setMade} />
    </div>
  );
}

interface SureProps {
  readonly open: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** How long both secrets sign is chosen before the new one is made. */
function RotateDialog({ open, busy, onClose, onRotate }: SureProps & { readonly onRotate: (overlapHours: number) => void }) {
  const t = useTranslations('Webhooks');
  const [overlap, setOverlap] = useState<number>(OVERLAPS[0]);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('rotate')}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('no')}
          </Button>
          <Button variant="primary" disabled={busy} onClick={() => onRotate(overlap)}>
            {t('rotateYes')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-text-soft text-pretty">{t('rotateSure')}</p>
        <Field id="webhook-overlap" label={t('overlapLabel')} error={null}>
          <Select
            id="webhook-overlap"
            tall
            value={String(overlap)}
            onChange={({ target }) => setOverlap(Number(target.value))}
            options={OVERLAPS.map((hours) => ({ value: String(hours), label: t('overlapHours', { hours }) }))}
          />
        </Field>
      </div>
    </Dialog>
  );
}

function DisableDialog({ open, busy, onClose, onDisable }: SureProps & { readonly onDisable: () => void }) {
  const t = useTranslations('Webhooks');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('disableTitle')}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('no')}
          </Button>
          <Button variant="primary" disabled={busy} onClick={onDisable}>
            {t('disableYes')}
          </Button>
        </>
      }
    >
      <p className="text-text-soft text-pretty">{t('disableSure')}</p>
    </Dialog>
  );
}
