'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { ACCOUNT_URL, PROVE_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { answerWith } from './ask-for-proof.ts';

/** Asks again who sits there, where the gateway wants to know; the request that was refused is then repeated by itself. */
export function StepUpDialog() {
  const t = useTranslations('StepUp');
  const [open, setOpen] = useState(false);
  const waiting = useRef<(proven: boolean) => void>(() => undefined);

  useEffect(
    () =>
      answerWith(() => {
        waiting.current(false);
        setOpen(true);
        return new Promise((resolve) => (waiting.current = resolve));
      }),
    [],
  );
  const end = (proven: boolean) => {
    setOpen(false);
    waiting.current(proven);
  };
  return (
    <Dialog open={open} onClose={() => end(false)} title={t('title')} closeLabel={t('close')} width="w-[26rem]">
      <ProofForm onProven={() => end(true)} onCancel={() => end(false)} />
    </Dialog>
  );
}

function ProofForm({ onProven, onCancel }: { onProven: () => void; onCancel: () => void }) {
  const t = useTranslations('StepUp');
  const locale = useLocale();
  const id = useId();
  const [factor, setFactor] = useState<boolean | null>(null);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    portalRequest(ACCOUNT_URL, { locale }).then(
      (account) => setFactor((account as { secondFactor: { on: boolean } }).secondFactor.on),
      (error: unknown) => setFailure(formFailure(error)),
    );
  }, [locale]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('proof') ?? '');
    if (typed === '' || factor === null) return;
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      await portalRequest(PROVE_URL, { locale, method: 'POST', body: factor ? { code: typed } : { password: typed } });
      onProven();
    } catch (error) {
      setFailure(formFailure(error));
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-text-soft text-pretty">{t('text')}</p>
      {factor !== null && (
        <Field id={id} label={factor ? t('code') : t('password')} hint={factor ? t('codeHint') : undefined} error={null}>
          <Input
            id={id}
            name="proof"
            type={factor ? 'text' : 'password'}
            autoComplete={factor ? 'one-time-code' : 'current-password'}
            autoFocus
            fit="h-11 px-3"
            aria-describedby={factor ? `${id}-hint` : undefined}
          />
        </Field>
      )}
      <FormAlert failure={failure} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" variant="primary" disabled={busy || factor === null}>
          {t('go')}
        </Button>
      </div>
    </form>
  );
}
