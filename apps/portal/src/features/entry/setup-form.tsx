'use client';
import type { PortalSetupState } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { NewPropertyFields, readNewProperty } from '@/features/property/fields/new-property-fields.tsx';
import { SETUP_LINK_URL, SETUP_URL } from '@/features/gateway-url.ts';
import { FormAlert } from './form-alert.tsx';
import { forgetToken } from './lib/link-token.ts';
import { LinkStates } from './link-states.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { EMAIL_INPUT, TextField } from './text-field.tsx';
import { useLink } from './use-link.ts';
import { useSubmit } from './use-submit.ts';

const PAGE = 'setup';

/** The first owner, or an owner again: what the link is good for decides what is asked. */
export function SetupForm() {
  const t = useTranslations('Setup');
  const { look, retry } = useLink<PortalSetupState>(PAGE, SETUP_LINK_URL);
  if (look.kind !== 'alive') return <LinkStates look={look} retry={retry} help={t('deadHelp')} />;
  return <OwnerForm token={look.token} state={look.state} onDead={retry} />;
}

function OwnerForm({ token, state, onDead }: { token: string; state: PortalSetupState; onDead: () => void }) {
  const t = useTranslations('Setup');
  const locale = useLocale();
  const { form, busy, failure, send } = useSubmit(SETUP_URL, onDead);
  const [own, setOwn] = useState<readonly string[]>([]);
  const fault = (name: string): string | null => failure.fields[`/${name}`] ?? null;
  const hotelFaults = Object.fromEntries(
    Object.entries(failure.fields).flatMap(([pointer, words]) => (pointer.startsWith('/property/') ? [[pointer.slice(10), words]] : [])),
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '');
    const property = state.needsProperty ? readNewProperty(fields) : null;
    void send({ token, name: text('name'), email: text('email'), password: text('password'), property }, () => {
      forgetToken(PAGE, window);
      // A whole new page: from here on there is a session.
      window.location.assign(`/${locale}/overview`);
    });
  };
  const remember = () => {
    const fields = new FormData(form.current ?? undefined);
    setOwn(['name', 'email', 'property-name'].map((name) => String(fields.get(name) ?? '')));
  };

  return (
    <form ref={form} noValidate onSubmit={submit} onBlur={remember} className="grid gap-7">
      <p className="-mt-6 text-text-soft text-pretty">{t('lead')}</p>
      {state.rescue && <Notice tone="care">{t('rescue')}</Notice>}
      <fieldset className="grid gap-4">
        <legend className="mb-3 text-lg font-semibold">{t('you')}</legend>
        <TextField id="name" label={t('name')} error={fault('name')} autoComplete="name" maxLength={120} autoFocus />
        <TextField id="email" label={t('email')} hint={t('emailHint')} error={fault('email')} {...EMAIL_INPUT} />
        <NewPasswordField error={fault('password')} own={own} />
      </fieldset>
      {state.needsProperty && (
        <fieldset className="grid gap-4">
          <legend className="mb-1 text-lg font-semibold">{t('hotel')}</legend>
          <p className="mb-2 text-text-soft">{t('hotelNote')}</p>
          <NewPropertyFields faults={hotelFaults} />
        </fieldset>
      )}
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
