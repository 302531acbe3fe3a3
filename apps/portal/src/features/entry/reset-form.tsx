'use client';
import type { PortalResetState } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { PASSWORD_RESET_LINK_URL, PASSWORD_RESET_URL } from '@/features/gateway-url.ts';
import { FormAlert } from './form-alert.tsx';
import { forgetToken } from './lib/link-token.ts';
import { LinkStates } from './link-states.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { useLink } from './use-link.ts';
import { useSubmit } from './use-submit.ts';

const PAGE = 'reset-password';

/** A new password by a link; then the way leads to the sign-in, where it is typed once more. */
export function ResetForm() {
  const t = useTranslations('Reset');
  const { look, retry } = useLink<PortalResetState>(PAGE, PASSWORD_RESET_LINK_URL);
  if (look.kind !== 'alive') return <LinkStates look={look} retry={retry} help={t('deadHelp')} />;
  return <NewPasswordForm token={look.token} email={look.state.email} onDead={retry} />;
}

function NewPasswordForm({ token, email, onDead }: { token: string; email: string; onDead: () => void }) {
  const t = useTranslations('Reset');
  const locale = useLocale();
  const { form, busy, failure, send } = useSubmit(PASSWORD_RESET_URL, onDead);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    void send({ token, password }, () => {
      forgetToken(PAGE, window);
      window.location.assign(`/${locale}/sign-in?renewed=1`);
    });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <p className="-mt-6 text-text-soft text-pretty">{t('lead')}</p>
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <p className="text-text-soft">
        {t('whose')} <strong className="font-semibold break-all text-text">{email}</strong>
      </p>
      <NewPasswordField error={failure.fields['/password'] ?? null} own={[email]} />
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
