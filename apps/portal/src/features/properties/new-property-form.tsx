'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { useSubmit } from '@/features/entry/use-submit.ts';
import { PROPERTIES_URL } from '@/features/gateway-url.ts';
import { NewPropertyFields, readNewProperty } from '@/features/property/fields/new-property-fields.tsx';
import { useRouter } from '@/i18n/navigation.ts';

/** One more hotel; whoever adds it owns it, and goes on with its checklist. */
export function NewPropertyForm() {
  const t = useTranslations('Property');
  const router = useRouter();
  const { form, busy, failure, send } = useSubmit(PROPERTIES_URL);
  const faults = Object.fromEntries(Object.entries(failure.fields).map(([pointer, words]) => [pointer.slice(1), words]));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(readNewProperty(new FormData(event.currentTarget)), (answer) => {
      router.push(`/properties/${(answer as PortalPropertyDetail).id}`);
      router.refresh();
    });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="grid max-w-lg gap-6">
      <NewPropertyFields faults={faults} />
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('creating') : t('create')}
      </Button>
    </form>
  );
}
