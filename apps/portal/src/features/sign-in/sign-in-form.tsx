'use client';
import { CircleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { SIGN_IN_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { forgetSearches } from '@/features/search/recent-searches.ts';
import { PasswordField } from './password-field.tsx';
import { checkCredentials, explainFailure, needsCode, type FieldFaults, type SignInFailure } from './sign-in-errors.ts';

/** Email and password. Paste and password managers work; nothing has to be remembered or retyped. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('SignIn');
  const locale = useLocale();
  const [faults, setFaults] = useState<FieldFaults>({ email: null, password: null });
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // A session that ran out leaves the names that were searched on a computer that others use as well.
  useEffect(forgetSearches, []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const email = String(fields.get('email') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    const code = String(fields.get('code') ?? '').trim();
    const found = checkCredentials(email, password);
    setFaults(found);
    setFailure(null);
    const wrong = found.email !== null ? 'email' : found.password !== null ? 'password' : null;
    if (wrong !== null) {
      form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await portalRequest(SIGN_IN_URL, { locale, method: 'POST', body: { email, password, ...(code === '' ? {} : { code }) } });
      window.location.assign(next);
    } catch (error) {
      setBusy(false);
      if (needsCode(error)) setAsksCode(true);
      else setFailure(explainFailure(error));
    }
  };

  return (
    <form ref={form} noValidate method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field id="email" label={t('email')} error={faults.email && t(`errors.${faults.email}`)}>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          fit="h-11 px-3"
          aria-invalid={faults.email !== null}
          aria-describedby={faults.email ? 'email-error' : undefined}
        />
      </Field>
      <PasswordField fault={faults.password} />
      {asksCode && <CodeField />}
      <SignInAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy} className="w-full">
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}

/** Of the phone; asked only of people with a second factor, once the password fits. */
function CodeField() {
  const t = useTranslations('SignIn');
  return (
    <Field id="code" label={t('code')} hint={t('codeHint')} error={null}>
      <Input
        id="code"
        name="code"
        autoComplete="one-time-code"
        autoFocus
        maxLength={20}
        fit="h-11 px-3"
        className="figures"
        aria-describedby="code-hint"
      />
    </Field>
  );
}

function SignInAlert({ failure }: { failure: SignInFailure | null }) {
  const t = useTranslations('SignIn');
  return (
    <div role="alert" className="empty:-mt-4">
      {failure && (
        <div className="flex gap-2.5 rounded-md border border-declined-edge bg-declined-fill px-3 py-2.5 text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-declined-ink" />
          <div>
            <p>{t(`errors.${failure.text}`, { minutes: failure.minutes })}</p>
            {failure.requestId !== null && (
              <p className="mt-1 font-mono text-xs break-all text-text-soft">{t('errors.requestId', { id: failure.requestId })}</p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
