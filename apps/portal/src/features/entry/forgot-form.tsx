'use client';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { PASSWORD_RESET_REQUEST_URL } from '@/features/gateway-url.ts';
import { Link } from '@/i18n/navigation.ts';
import { FormAlert } from './form-alert.tsx';
import { EMAIL_INPUT, TextField } from './text-field.tsx';
import { useSubmit } from './use-submit.ts';

/** Asks for a mailed link. The answer is the same for an address that nobody has. */
export function ForgotForm() {
  const t = useTranslations('Forgot');
  const { form, busy, failure, send, refuse } = useSubmit(PASSWORD_RESET_REQUEST_URL);
  const [asked, setAsked] = useState<string | null>(null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return refuse({ '/email': t('emailInvalid') });
    void send({ email }, () => setAsked(email));
  };
  if (asked !== null) {
    return (
      <div role="status" className="grid gap-5">
        <Notice tone="good" title={t('sentTitle')}>
          <p className="mt-0.5 break-words">{t('sentText', { email: asked })}</p>
        </Notice>
        <p className="text-sm text-text-faint">{t('sentHint')}</p>
        <Link href="/sign-in" prefetch={false} className={buttonLook({ size: 'lg' })}>
          {t('toSignIn')}
        </Link>
      </div>
    );
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <TextField id="email" label={t('email')} error={failure.fields['/email'] ?? null} autoFocus {...EMAIL_INPUT} />
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
      <Link href="/sign-in" prefetch={false} className={buttonLook({ variant: 'quiet', size: 'lg' })}>
        {t('toSignIn')}
      </Link>
    </form>
  );
}
