'use client';
import type { PortalApiKey } from '@payport/contracts';
import { useMutation } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE } from '@/features/entry/lib/form-faults.ts';
import { apiKeyUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { KeyLimitsFields, limitsOf } from './key-limits-fields.tsx';

interface KeyLimitsDialogProps {
  readonly propertyId: string;
  readonly apiKey: PortalApiKey;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Networks and rate of a key. In force at once, so it says whom that can lock out. */
export function KeyLimitsDialog({ propertyId, apiKey, onClose, onChanged }: KeyLimitsDialogProps) {
  const t = useTranslations('Keys');
  const locale = useLocale();
  const change = useMutation({
    mutationFn: (body: unknown) => portalRequest(apiKeyUrl(propertyId, apiKey.id), { locale, method: 'PATCH', body }),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  const failure = change.isError ? formFailure(change.error) : NO_FAILURE;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(limitsOf(new FormData(event.currentTarget)));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('limitsTitle', { name: apiKey.name, lastFour: apiKey.lastFour })}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="key-limits" variant="primary" disabled={change.isPending}>
            {change.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="key-limits" noValidate onSubmit={submit} className="grid gap-4">
        <KeyLimitsFields limits={apiKey} faults={failure.fields} />
        <Notice tone="care">{t('limitsCare')}</Notice>
        <FormAlert failure={failure} />
      </form>
    </Dialog>
  );
}
