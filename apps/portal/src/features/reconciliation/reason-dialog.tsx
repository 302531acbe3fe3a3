'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, inputLook } from '@/components/ui/field.tsx';
import { Refusal } from '../terminals/refusal.tsx';

/** As the gateway asks. */
const SHORTEST = 3;

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly means: ReactNode;
  readonly label: string;
  readonly go: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** Asks why, and says what will happen; the answer stays in the history. */
export function ReasonDialog({ title, means, label, go, pending, error, onClose, onReason }: ReasonDialogProps) {
  const t = useTranslations('Recon');
  const field = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  const fault = missing ? t('reasonMissing') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = field.current?.value.trim() ?? '';
    setMissing(said.length < SHORTEST);
    if (said.length < SHORTEST) field.current?.focus();
    else onReason(said);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="recon-reason" variant="primary" disabled={pending}>
            {pending && <LoaderCircle aria-hidden className="animate-spin" />}
            {go}
          </Button>
        </>
      }
    >
      <form id="recon-reason" noValidate onSubmit={submit} className="grid gap-4">
        {means}
        <Field id="recon-reason-text" label={label} error={fault}>
          <textarea
            ref={field}
            id="recon-reason-text"
            rows={3}
            maxLength={1000}
            aria-required
            aria-invalid={missing}
            aria-describedby={describedBy('recon-reason-text', { error: fault })}
            className={cn(inputLook, 'px-3 py-2')}
          />
        </Field>
        <div role="alert" className="empty:hidden">
          {error != null && <Refusal error={error} />}
        </div>
      </form>
    </Dialog>
  );
}
