'use client';
import type { PortalMadeWebhook, WebhookEvent } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyField } from '@/components/ui/copy-field.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { OptionList } from '@/components/ui/option-list.tsx';
import { Select } from '@/components/ui/select.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { webhooksUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { EVENT_WORDS, EVENTS } from './webhook-words.ts';

interface NewWebhookDialogProps {
  readonly open: boolean;
  readonly propertyId: string;
  /** A secret that was just made, here or by a change of secrets. */
  readonly made: PortalMadeWebhook | null;
  readonly onClose: () => void;
  readonly onMade: (made: PortalMadeWebhook) => void;
}

/** Where to and what of; then the secret, once. */
export function NewWebhookDialog({ open, propertyId, made, onClose, onMade }: NewWebhookDialogProps) {
  const t = useTranslations('Webhooks');
  const keep = (
    <Button variant="primary" onClick={onClose}>
      {t('kept')}
    </Button>
  );
  return (
    <Dialog open={open} onClose={onClose} title={made ? t('secretTitle') : t('addTitle')} closeLabel={t('close')} actions={made && keep}>
      {made ? (
        <div className="grid gap-4">
          <CopyField label={t('secret')} value={made.secret} name={t('secretName')} />
          <Notice tone="care">{t('once')}</Notice>
        </div>
      ) : (
        <NewWebhookForm propertyId={propertyId} onMade={onMade} />
      )}
    </Dialog>
  );
}

function NewWebhookForm({ propertyId, onMade }: Pick<NewWebhookDialogProps, 'propertyId' | 'onMade'>) {
  const t = useTranslations('Webhooks');
  const locale = useLocale();
  const [events, setEvents] = useState<readonly WebhookEvent[]>(EVENTS);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { url: String(form.get('webhook-url') ?? '').trim(), language: String(form.get('webhook-language') ?? 'ru'), events };
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      onMade((await portalRequest(webhooksUrl(propertyId), { locale, method: 'POST', body })) as PortalMadeWebhook);
    } catch (error) {
      setFailure(formFailure(error));
      setBusy(false);
    }
  };
  const options = EVENTS.map((value) => ({ value, label: value, note: t(`event.${EVENT_WORDS[value]}`) }));
  const languages = (['ru', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }));
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField
        id="webhook-url"
        label={t('url')}
        hint={t('urlHint')}
        error={failure.fields['/url'] ?? null}
        type="url"
        inputMode="url"
        placeholder="https://sonata.hotel.example/payport"
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <div className="rounded-md border border-line p-1.5">
        <OptionList legend={t('events')} options={options} chosen={events} onChange={setEvents} />
      </div>
      {events.length === 0 && <p className="text-sm text-declined-ink">{t('noEvent')}</p>}
      <Field id="webhook-language" label={t('languageLabel')} error={null}>
        <Select id="webhook-language" name="webhook-language" tall options={languages} defaultValue={locale === 'en' ? 'en' : 'ru'} />
      </Field>
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy || events.length === 0}>
        {busy ? t('adding') : t('add')}
      </Button>
    </form>
  );
}
