'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { SIGN_IN_URL } from '@/features/gateway-url.ts';
import { portalRequest, PortalRequestFailed } from '@/features/portal-request.ts';
import { answerWith } from './session-over.ts';

/** The session is over while something typed is on the page: the same person signs in over it, and goes on. */
export function SessionOverDialog({ email }: { email: string }) {
  const t = useTranslations('SessionOver');
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);

  useEffect(
    () =>
      answerWith(() => {
        setOpen(true);
        return new Promise((resolve) => waiting.current.push(resolve));
      }),
    [],
  );
  const end = (signedIn: boolean) => {
    setOpen(false);
    for (const answer of waiting.current.splice(0)) answer(signedIn);
    if (signedIn) void queries.invalidateQueries();
  };
  return (
    <Dialog open={open} onClose={() => end(false)} title={t('title')} closeLabel={t('close')} width="w-[26rem]">
      <SignInAgain email={email} onDone={() => end(true)} onCancel={() => end(false)} />
    </Dialog>
  );
}

function SignInAgain({ email, onDone, onCancel }: { email: string; onDone: () => void; onCancel: () => void }) {
  const t = useTranslations('SessionOver');
  const locale = useLocale();
  const id = useId();
  const [asksCode, setAsksCode] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = new FormData(event.currentTarget);
    const [password, code] = [String(fields.get('password') ?? ''), String(fields.get('code') ?? '').trim()];
    if (password === '') return;
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      await portalRequest(SIGN_IN_URL, { locale, method: 'POST', body: { email, password, ...(code === '' ? {} : { code }) } });
      onDone();
    } catch (error) {
      setBusy(false);
      if (error instanceof PortalRequestFailed && error.code === 'second-factor-required') setAsksCode(true);
      else setFailure(formFailure(error));
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-text-soft text-pretty">{t('text', { email })}</p>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field id={id} label={t('password')} error={null}>
        <Input id={id} name="password" type="password" autoComplete="current-password" autoFocus fit="h-11 px-3" />
      </Field>
      {asksCode && (
        <Field id={`${id}-code`} label={t('code')} error={null}>
          <Input id={`${id}-code`} name="code" autoComplete="one-time-code" autoFocus maxLength={20} fit="h-11 px-3" className="figures" />
        </Field>
      )}
      <FormAlert failure={failure} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onClick={onCancel}>
          {t('later')}
        </Button>
        <Button type="submit" variant="primary" disabled={busy}>
          {t('go')}
        </Button>
      </div>
    </form>
  );
}
