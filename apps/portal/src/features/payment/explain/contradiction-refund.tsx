'use client';
import type { ContradictionRefund, PortalPaymentDetail } from '@payport/contracts';
import { LoaderCircle, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { confirmContradictionRefundUrl, contradictionRefundUrl, rejectContradictionRefundUrl } from '@/features/gateway-url.ts';
import { localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';
import { useFaultFocus, useResolutionStep } from './use-resolution.ts';

interface ContradictionRefundProps {
  readonly id: string;
  readonly refund: ContradictionRefund;
  readonly timeZone: string;
  readonly may: Pick<PortalPaymentDetail['may'], 'proposeRefund' | 'confirmRefund' | 'rejectRefund'>;
}

type Step = 'propose' | 'confirm' | 'reject';

/** Money back for what the bank shows as taken: what is left, what is proposed, and what this person may do about it. */
export function ContradictionRefundBlock({ id, refund, timeZone, may }: ContradictionRefundProps) {
  const t = useTranslations('BankRefund');
  const locale = useLocale();
  const [open, setOpen] = useState<Step | null>(null);
  const { proposal } = refund;
  const money = (amount: string): string => formatMoney(amount, refund.currency, locale);
  const at = proposal && localMoment(proposal.at, timeZone, locale);
  return (
    <div className="mt-3 border-t border-unknown-edge pt-3">
      <p className="figures">{t('proven', { proven: money(refund.provenAmount), left: money(refund.refundableAmount) })}</p>
      {proposal && at && (
        <div className="mt-2 rounded-md border border-unknown-edge bg-surface px-3.5 py-3">
          <p className="font-medium">{t('proposed', { amount: money(proposal.amount), terminal: proposal.terminal.name })}</p>
          <p className="figures text-sm text-text-soft">{`${proposal.by} · ${at.shortDate}, ${at.time}`}</p>
          <p className="mt-1 break-words">{proposal.reason}</p>
          <p className="mt-1 text-sm text-text-soft">{t(proposal.mine ? 'waitsForOther' : 'waits')}</p>
        </div>
      )}
      <div data-print="hide" className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {may.proposeRefund && (
          <Button onClick={() => setOpen('propose')}>
            <Undo2 aria-hidden />
            {t('propose')}
          </Button>
        )}
        {may.confirmRefund && (
          <Button variant="primary" onClick={() => setOpen('confirm')}>
            {t('confirm')}
          </Button>
        )}
        {may.rejectRefund && proposal && <Button onClick={() => setOpen('reject')}>{t(proposal.mine ? 'takeBack' : 'reject')}</Button>}
      </div>
      {open !== null && <RefundDialog id={id} refund={refund} step={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

const URLS = { propose: contradictionRefundUrl, confirm: confirmContradictionRefundUrl, reject: rejectContradictionRefundUrl } as const;

interface RefundDialogProps {
  readonly id: string;
  readonly refund: ContradictionRefund;
  readonly step: Step;
  readonly onClose: () => void;
}

/** One step of it; each says what follows before it is taken. */
function RefundDialog({ id, refund, step, onClose }: RefundDialogProps) {
  const t = useTranslations('BankRefund');
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const send = useResolutionStep(URLS[step](id), onClose);
  useFaultFocus(form, send.error);
  const failure = send.isError ? formFailure(send.error) : NO_FAILURE;
  const { proposal } = refund;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const line = (name: string): string => String(data.get(name) ?? '').trim();
    if (step === 'propose') return send.mutate({ amount: line('refund-amount').replace(',', '.'), reason: line('refund-reason') });
    if (step === 'reject') return send.mutate({ seq: proposal?.seq, reason: line('refund-reason') });
    return send.mutate({ seq: proposal?.seq });
  };
  const amount = formatMoney(proposal?.amount ?? refund.refundableAmount, refund.currency, locale);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`title.${step}`, { amount })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="bank-refund" variant="primary" disabled={send.isPending}>
            {send.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t(`go.${step}`)}
          </Button>
        </>
      }
    >
      <form ref={form} id="bank-refund" noValidate onSubmit={submit} className="grid gap-4">
        {step === 'propose' && (
          <TextField
            id="refund-amount"
            label={t('amount', { currency: refund.currency })}
            error={failure.fields['/amount'] ?? null}
            inputMode="decimal"
            maxLength={20}
            autoComplete="off"
            defaultValue={refund.refundableAmount}
          />
        )}
        {step !== 'confirm' && (
          <TextField id="refund-reason" label={t('reason')} error={failure.fields['/reason'] ?? null} maxLength={500} autoComplete="off" />
        )}
        <Notice tone="care">{t(`after.${step}`)}</Notice>
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}
