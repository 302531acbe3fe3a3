'use client';
import type { PortalBankFile } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, inputLook } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Refusal } from '../terminals/refusal.tsx';
import { useBankFileAction } from './use-bank-files.ts';

/** As the gateway asks. */
const SHORTEST = 3;

interface TakeBackDialogProps {
  readonly file: PortalBankFile;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Undoes a whole file; why is written down with the name of whoever says so. */
export function TakeBackDialog({ file, onClose, onDone }: TakeBackDialogProps) {
  const t = useTranslations('BankFiles');
  const { mutate, isPending, isError, error: refusal } = useBankFileAction(file.id, onDone);
  const reason = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  const error = missing ? t('reasonMissing') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = reason.current?.value.trim() ?? '';
    setMissing(said.length < SHORTEST);
    if (said.length < SHORTEST) reason.current?.focus();
    else mutate({ action: 'takeBack', reason: said }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('takeBackTitle', { name: file.name })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="take-back" variant="primary" disabled={isPending}>
            {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('takeBack')}
          </Button>
        </>
      }
    >
      <form id="take-back" noValidate onSubmit={submit} className="grid gap-4">
        <Notice tone="care">{t('takeBackMeans')}</Notice>
        <Field id="take-back-reason" label={t('reason')} error={error}>
          <textarea
            ref={reason}
            id="take-back-reason"
            rows={3}
            maxLength={500}
            aria-required
            aria-invalid={error !== null}
            aria-describedby={describedBy('take-back-reason', { error })}
            className={cn(inputLook, 'px-3 py-2')}
          />
        </Field>
        <div role="alert" className="empty:hidden">
          {isError && <Refusal error={refusal} />}
        </div>
      </form>
    </Dialog>
  );
}
