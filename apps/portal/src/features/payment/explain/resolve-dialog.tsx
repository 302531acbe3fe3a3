'use client';
import type { ResolutionOutcome } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, inputLook } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { focusFirstFault, formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { resolutionUrl } from '@/features/gateway-url.ts';
import type { MoneyWay } from '../lib/money-way.ts';
import { OutcomeChoice } from './outcome-choice.tsx';
import { useFaultFocus, useResolutionStep } from './use-resolution.ts';

export interface ResolveDialogProps {
  readonly id: string;
  readonly way: MoneyWay;
  /** "1 800,74 ₽" */
  readonly amount: string;
  readonly outcomes: readonly ResolutionOutcome[];
  readonly secondPerson: boolean;
  readonly onClose: () => void;
}

/** Where a reference of the bank's exists to be written down. */
const WITH_REFERENCE: readonly ResolutionOutcome[] = ['approved', 'reversed'];

/** A person says what happened and what that rests on. Says beforehand what will follow, and that it is final. */
export function ResolveDialog({ id, way, amount, outcomes, secondPerson, onClose }: ResolveDialogProps) {
  const t = useTranslations('Resolve');
  const form = useRef<HTMLFormElement>(null);
  const [outcome, setOutcome] = useState<ResolutionOutcome | null>(null);
  const [missing, setMissing] = useState(false);
  const step = useResolutionStep(resolutionUrl(id), onClose);
  useFaultFocus(form, step.error);
  const failure = step.isError ? formFailure(step.error) : NO_FAILURE;
  const fault = (pointer: string): string | null => failure.fields[pointer] ?? null;
  const withReference = outcome !== null && WITH_REFERENCE.includes(outcome);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(outcome === null);
    if (outcome === null) return focusFirstFault(form.current);
    const data = new FormData(event.currentTarget);
    const line = (name: string): string | null => String(data.get(name) ?? '').trim() || null;
    const body = { outcome, evidence: line('evidence') ?? '', rrn: line('rrn'), authCode: line('auth-code') };
    step.mutate(body);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      width="w-[38rem]"
      title={t('title', { amount })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="resolve" variant="primary" disabled={step.isPending}>
            {step.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t(secondPerson ? 'propose' : outcome === 'undo' ? 'said.undo' : 'decide')}
          </Button>
        </>
      }
    >
      <form ref={form} id="resolve" noValidate onSubmit={submit} className="grid gap-4">
        <OutcomeChoice outcomes={outcomes} way={way} chosen={outcome} missing={missing && outcome === null} onChoose={setOutcome} />
        <EvidenceField undo={outcome === 'undo'} error={fault('/evidence')} />
        {withReference && (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField id="rrn" label={t('rrn')} hint={t('rrnHint')} error={fault('/rrn')} inputMode="numeric" maxLength={12} autoComplete="off" />
            <TextField id="auth-code" label={t('authCode')} hint={t('authCodeHint')} error={fault('/authCode')} maxLength={6} autoComplete="off" />
          </div>
        )}
        <div aria-live="polite">
          {outcome !== null && (
            <Notice tone="care" title={t('then')}>
              <p className="text-pretty">{t(`after.${outcome}`, { way })}</p>
              {(secondPerson || outcome !== 'undo') && <p className="mt-1 text-pretty">{t(secondPerson ? 'thenSecond' : 'thenFinal')}</p>}
            </Notice>
          )}
        </div>
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}

function EvidenceField({ undo, error }: { undo: boolean; error: string | null }) {
  const t = useTranslations('Resolve');
  const hint = t(undo ? 'undoReasonHint' : 'evidenceHint');
  return (
    <Field id="evidence" label={t(undo ? 'undoReason' : 'evidence')} hint={hint} error={error}>
      <textarea
        id="evidence"
        name="evidence"
        rows={3}
        maxLength={2000}
        placeholder={t(undo ? 'undoReasonExample' : 'evidenceExample')}
        aria-invalid={error !== null}
        aria-describedby={describedBy('evidence', { hint, error })}
        className={cn(inputLook, 'px-3 py-2')}
      />
    </Field>
  );
}
