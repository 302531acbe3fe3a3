'use client';
import type { RefundProposal } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { confirmGiveBackUrl, rejectGiveBackUrl } from '@/features/gateway-url.ts';
import { formatMoney } from '@/format/money.ts';
import { useFaultFocus, useResolutionStep } from '../explain/use-resolution.ts';

interface RefundProposalDialogProps {
  readonly id: string;
  readonly currency: string;
  readonly proposal: RefundProposal;
  readonly step: 'confirm' | 'reject';
  readonly onClose: () => void;
}

const URLS = { confirm: confirmGiveBackUrl, reject: rejectGiveBackUrl } as const;

/** The second person's word, or the end of a proposal; each says what follows. */
export function RefundProposalDialog({ id, currency, proposal, step, onClose }: RefundProposalDialogProps) {
  const t = useTranslations('Refund');
  const reasons = useTranslations('RefundReason');
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const send = useResolutionStep(URLS[step](id), onClose);
  useFaultFocus(form, send.error);
  const failure = send.isError ? formFailure(send.error) : NO_FAILURE;
  const amount = formatMoney(proposal.amount, currency, locale);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('end-reason') ?? '').trim();
    send.mutate(step === 'confirm' ? { seq: proposal.seq } : { seq: proposal.seq, reason });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(step === 'confirm' ? 'confirmTitle' : 'rejectTitle', { amount })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="refund-proposal" variant="primary" disabled={send.isPending}>
            {send.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t(step === 'confirm' ? 'confirmGo' : proposal.mine ? 'takeBack' : 'reject')}
          </Button>
        </>
      }
    >
      <form ref={form} id="refund-proposal" noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-pretty">
          {proposal.reasonCode !== null && <span className="font-medium">{reasons(proposal.reasonCode)}. </span>}
          {proposal.reason}
        </p>
        {step === 'reject' && (
          <TextField id="end-reason" label={t('endReason')} error={failure.fields['/reason'] ?? null} maxLength={500} autoComplete="off" />
        )}
        <Notice tone="care">{t(step === 'confirm' ? 'afterConfirm' : 'afterReject', { terminal: proposal.terminal.name })}</Notice>
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}
