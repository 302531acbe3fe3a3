'use client';
import type { PortalTerminal } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, inputLook } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { fieldsOf, Refusal } from '../refusal.tsx';
import { useLiftQuarantine } from './use-terminal.ts';

/** As the gateway asks: shorter says nothing about what was checked. */
const SHORTEST = 3;

/** Lets a terminal take orders again; what was checked is written down with the name of whoever says so. */
export function LiftDialog({ terminal, onClose }: { terminal: PortalTerminal; onClose: () => void }) {
  const t = useTranslations('Quarantine');
  const lift = useLiftQuarantine(terminal.id);
  const reason = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  const error = missing ? t('missing') : (fieldsOf(lift.error)['/reason'] ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = reason.current?.value.trim() ?? '';
    setMissing(said.length < SHORTEST);
    if (said.length < SHORTEST) reason.current?.focus();
    else lift.mutate(said, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('liftTitle', { name: terminal.name })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="lift-quarantine" variant="primary" disabled={lift.isPending}>
            {lift.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('lift')}
          </Button>
        </>
      }
    >
      <form id="lift-quarantine" noValidate onSubmit={submit} className="grid gap-4">
        <Notice tone="care">{t(terminal.enabled ? 'after' : 'afterDisabled')}</Notice>
        <Field id="lift-reason" label={t('reason')} hint={t('reasonHint')} error={error}>
          <textarea
            ref={reason}
            id="lift-reason"
            rows={3}
            maxLength={500}
            aria-required
            aria-invalid={error !== null}
            aria-describedby={describedBy('lift-reason', { hint: t('reasonHint'), error })}
            className={cn(inputLook, 'px-3 py-2')}
          />
        </Field>
        <div role="alert" className="empty:hidden">
          {lift.isError && error === null && <Refusal error={lift.error} />}
        </div>
      </form>
    </Dialog>
  );
}
