'use client';
import type { ProposedResolution } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { confirmResolutionUrl, rejectResolutionUrl } from '@/features/gateway-url.ts';
import type { MoneyWay } from '../lib/money-way.ts';
import { useFaultFocus, useResolutionStep } from './use-resolution.ts';

interface ProposalDialogProps {
  readonly id: string;
  readonly proposal: ProposedResolution;
  readonly onClose: () => void;
}

/** The second person: says once more what will follow. */
export function ConfirmDialog({ id, proposal, way, onClose }: ProposalDialogProps & { way: MoneyWay }) {
  const t = useTranslations('Resolve');
  const step = useResolutionStep(confirmResolutionUrl(id), onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('confirmTitle', { said: t(`said.${proposal.outcome}`, { way }) })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" disabled={step.isPending} onClick={() => step.mutate({ seq: proposal.seq })}>
            {step.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-pretty">{t('confirmText', { name: proposal.by })}</p>
        <Notice tone="care" title={t('then')}>
          <p className="text-pretty">{t(`after.${proposal.outcome}`, { way })}</p>
          {proposal.outcome !== 'undo' && <p className="mt-1">{t('thenFinal')}</p>}
        </Notice>
        <FormAlert failure={step.isError ? formFailure(step.error) : NO_FAILURE} />
      </div>
    </Dialog>
  );
}

/** Another's proposal is rejected, one's own is taken back: either says why. */
export function RejectDialog({ id, proposal, onClose }: ProposalDialogProps) {
  const t = useTranslations('Resolve');
  const form = useRef<HTMLFormElement>(null);
  const step = useResolutionStep(rejectResolutionUrl(id), onClose);
  useFaultFocus(form, step.error);
  const failure = step.isError ? formFailure(step.error) : NO_FAILURE;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    step.mutate({ seq: proposal.seq, reason });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(proposal.mine ? 'takeBackTitle' : 'rejectTitle')}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="reject" variant="primary" disabled={step.isPending}>
            {step.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t(proposal.mine ? 'takeBack' : 'reject')}
          </Button>
        </>
      }
    >
      <form ref={form} id="reject" noValidate onSubmit={submit} className="grid gap-3">
        <p className="text-pretty">{t('rejectText')}</p>
        <TextField
          id="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          error={failure.fields['/reason'] ?? null}
          maxLength={500}
          autoComplete="off"
          autoFocus
        />
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}
