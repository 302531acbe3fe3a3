'use client';
import type { RefundPanel } from '@payport/contracts';
import { REFUND_REASONS } from '@payport/domain';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Select } from '@/components/ui/select.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { focusFirstFault, formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { giveBackUrl } from '@/features/gateway-url.ts';
import { limitText } from '@/features/properties/lib/limit-text.ts';
import { formatMoney } from '@/format/money.ts';
import { useFaultFocus, useResolutionStep } from '../explain/use-resolution.ts';
import { needsSecond } from './lib/second-person.ts';

interface GiveBackDialogProps {
  readonly id: string;
  readonly refund: RefundPanel;
  readonly onClose: () => void;
}

/** What stands in the form beside the amount. */
function wordsOf(form: HTMLFormElement) {
  const data = new FormData(form);
  const line = (name: string): string => String(data.get(name) ?? '').trim();
  const terminalId = line('refund-terminal');
  return { reasonCode: line('refund-cause'), reason: line('refund-reason'), ...(terminalId === '' ? {} : { terminalId }) };
}

/** How much, why, on which terminal; says beforehand whether the money moves now or waits for a second person. */
export function GiveBackDialog({ id, refund, onClose }: GiveBackDialogProps) {
  const t = useTranslations('Refund');
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  // One refund, however often the request is sent.
  const [key] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState(refund.refundableAmount);
  const [reasonMissing, setReasonMissing] = useState(false);
  const send = useResolutionStep(giveBackUrl(id), onClose);
  useFaultFocus(form, send.error);
  const failure = send.isError ? formFailure(send.error) : NO_FAILURE;
  const { currency } = refund;
  const typed = limitText(amount);
  const second = refund.proposal === null && needsSecond(typed, refund.aloneAmount, currency);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = wordsOf(event.currentTarget);
    setReasonMissing(words.reasonCode === '');
    if (words.reasonCode === '') return focusFirstFault(form.current);
    send.mutate({ ...words, amount: typed ?? '', key, alone: !second, left: refund.refundableAmount });
  };
  const causeError = reasonMissing ? t('causeMissing') : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('giveTitle')}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="give-back" variant="primary" disabled={send.isPending}>
            {send.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t(second ? 'propose' : 'give')}
          </Button>
        </>
      }
    >
      <form ref={form} id="give-back" noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          id="refund-amount"
          label={t('amount', { currency })}
          hint={t('amountHint', { left: formatMoney(refund.refundableAmount, currency, locale) })}
          error={failure.fields['/amount'] ?? null}
          inputMode="decimal"
          maxLength={20}
          autoComplete="off"
          className="figures"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
        <CauseField error={causeError} />
        <TextField
          id="refund-reason"
          label={t('reason')}
          hint={t('reasonHint')}
          error={failure.fields['/reason'] ?? null}
          maxLength={500}
          autoComplete="off"
        />
        <TerminalField terminals={refund.terminals} />
        <After second={second} />
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}

function TerminalField({ terminals }: Pick<RefundPanel, 'terminals'>) {
  const t = useTranslations('Refund');
  if (terminals.length < 2) return null;
  return (
    <Field id="refund-terminal" label={t('terminal')} hint={t('terminalHint')} error={null}>
      <Select
        id="refund-terminal"
        name="refund-terminal"
        tall
        defaultValue={terminals[0]?.id ?? ''}
        aria-describedby="refund-terminal-hint"
        options={terminals.map(({ id: value, name, usual, ready }) => ({
          value,
          label: usual ? t('terminalUsual', { name }) : ready ? name : t('terminalNotReady', { name }),
        }))}
      />
    </Field>
  );
}

/** What will follow. */
function After({ second }: { second: boolean }) {
  const t = useTranslations('Refund');
  return (
    <div aria-live="polite">
      <Notice tone={second ? 'plain' : 'care'} title={t(second ? 'afterProposeTitle' : 'afterGiveTitle')}>
        <p className="text-pretty">{t(second ? 'afterPropose' : 'afterGive')}</p>
      </Notice>
    </div>
  );
}

function CauseField({ error }: { error: string | null }) {
  const t = useTranslations('Refund');
  const reasons = useTranslations('RefundReason');
  return (
    <Field id="refund-cause" label={t('cause')} error={error}>
      <Select
        id="refund-cause"
        name="refund-cause"
        tall
        defaultValue=""
        placeholder={t('causeChoose')}
        aria-invalid={error !== null}
        aria-describedby={describedBy('refund-cause', { error })}
        options={REFUND_REASONS.map((value) => ({ value, label: reasons(value) }))}
      />
    </Field>
  );
}
