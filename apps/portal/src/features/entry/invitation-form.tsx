'use client';
import type { PortalEntered, PortalInvitationState } from '@payport/contracts';
import { Building2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { PasswordInput } from '@/components/ui/password-input.tsx';
import { INVITATION_LINK_URL, INVITATION_URL } from '@/features/gateway-url.ts';
import { FormAlert } from './form-alert.tsx';
import { forgetToken } from './lib/link-token.ts';
import { LinkStates } from './link-states.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { TextField } from './text-field.tsx';
import { useLink } from './use-link.ts';
import { useSubmit } from './use-submit.ts';

const PAGE = 'invitation';

/** Accepting an invitation: as a new person, or with the password of an account that exists. */
export function InvitationForm() {
  const t = useTranslations('Invitation');
  const { look, retry } = useLink<PortalInvitationState>(PAGE, INVITATION_LINK_URL);
  if (look.kind !== 'alive') return <LinkStates look={look} retry={retry} help={t('deadHelp')} />;
  return <AcceptForm token={look.token} state={look.state} onDead={retry} />;
}

function AcceptForm({ token, state, onDead }: { token: string; state: PortalInvitationState; onDead: () => void }) {
  const t = useTranslations('Invitation');
  const locale = useLocale();
  const { form, busy, failure, send } = useSubmit(INVITATION_URL, onDead);
  const fault = (name: string): string | null => failure.fields[`/${name}`] ?? null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const name = fields.get('name');
    void send({ token, name: name === null ? null : String(name), password: String(fields.get('password') ?? '') }, (answer) => {
      forgetToken(PAGE, window);
      const { propertyId } = answer as PortalEntered;
      window.location.assign(propertyId === null ? `/${locale}/overview` : `/${locale}/overview?property=${propertyId}`);
    });
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <p className="-mt-6 text-text-soft text-pretty">{t('lead')}</p>
      <Grants grants={state.grants} />
      {/* For password managers: under which name the password is kept. */}
      <input type="email" name="username" autoComplete="username" value={state.email} readOnly hidden />
      <p className="text-text-soft">
        {t('as')} <strong className="font-semibold break-all text-text">{state.email}</strong>
      </p>
      {state.known ? (
        <Field id="password" label={t('knownPassword')} hint={t('known')} error={fault('password')}>
          <PasswordInput
            id="password"
            name="password"
            autoComplete="current-password"
            autoFocus
            showLabel={t('showPassword')}
            hideLabel={t('hidePassword')}
            aria-invalid={fault('password') !== null}
            aria-describedby="password-hint"
          />
        </Field>
      ) : (
        <>
          <TextField id="name" label={t('name')} error={fault('name')} autoComplete="name" maxLength={120} autoFocus />
          <NewPasswordField error={fault('password')} own={[state.email, ...state.grants.map(({ property }) => property)]} />
        </>
      )}
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}

/** What the invitation gives: hotel by hotel, as what. */
function Grants({ grants }: { grants: PortalInvitationState['grants'] }) {
  const t = useTranslations('Invitation');
  const roles = useTranslations('Role');
  return (
    <ul aria-label={t('gives')} className="grid gap-px overflow-hidden rounded-lg border border-line bg-line">
      {grants.map(({ property, city, role }) => (
        <li key={`${property} ${city ?? ''}`} className="flex items-center gap-3 bg-surface px-4 py-3">
          <Building2 aria-hidden className="size-5 shrink-0 text-text-faint" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{property}</span>
            {city !== null && <span className="block text-sm text-text-faint">{city}</span>}
          </span>
          <span className="text-sm text-text-soft">{roles(role)}</span>
        </li>
      ))}
    </ul>
  );
}
