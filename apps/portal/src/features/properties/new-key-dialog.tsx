'use client';
import type { ApiScope, PortalMadeApiKey } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyField } from '@/components/ui/copy-field.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { OptionList } from '@/components/ui/option-list.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { apiKeysUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';

interface NewKeyDialogProps {
  readonly open: boolean;
  readonly propertyId: string;
  readonly onClose: () => void;
  readonly onMade: () => void;
}

const SCOPES = ['payments:read', 'payments:write', 'refunds:write', 'refunds:blind', 'settlements:write'] as const satisfies readonly ApiScope[];
/** Not `refunds:blind`: paying out without an original is a decision of its own. */
const USUAL: readonly ApiScope[] = ['payments:read', 'payments:write', 'refunds:write', 'settlements:write'];

/** Who uses it and what it may do; then the key, once. */
export function NewKeyDialog({ open, propertyId, onClose, onMade }: NewKeyDialogProps) {
  const t = useTranslations('Keys');
  const [made, setMade] = useState<PortalMadeApiKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={made ? t('made') : t('makeTitle')}
      closeLabel={t('close')}
      actions={
        made && (
          <Button variant="primary" onClick={close}>
            {t('kept')}
          </Button>
        )
      }
    >
      {made ? (
        <div className="grid gap-4">
          <CopyField label={t('secret')} value={made.secret} name={t('secretName')} />
          <Notice tone="care">{t('once')}</Notice>
        </div>
      ) : (
        <NewKeyForm
          propertyId={propertyId}
          onMade={(key) => {
            setMade(key);
            onMade();
          }}
        />
      )}
    </Dialog>
  );
}

function NewKeyForm({ propertyId, onMade }: { propertyId: string; onMade: (made: PortalMadeApiKey) => void }) {
  const t = useTranslations('Keys');
  const meanings = useTranslations('Scope');
  const locale = useLocale();
  const [scopes, setScopes] = useState<readonly ApiScope[]>(USUAL);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('key-name') ?? '');
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      onMade((await portalRequest(apiKeysUrl(propertyId), { locale, method: 'POST', body: { name, scopes } })) as PortalMadeApiKey);
    } catch (error) {
      setFailure(formFailure(error));
      setBusy(false);
    }
  };
  const options = SCOPES.map((value) => ({ value, label: value, note: meanings(keyOf(value)) }));
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField
        id="key-name"
        label={t('name')}
        hint={t('nameHint')}
        error={failure.fields['/name'] ?? null}
        defaultValue="HRS Sonata"
        maxLength={80}
        autoComplete="off"
        autoFocus
      />
      <div className="rounded-md border border-line p-1.5">
        <OptionList legend={t('scopes')} options={options} chosen={scopes} onChange={setScopes} />
      </div>
      {scopes.length === 0 && <p className="text-sm text-declined-ink">{t('noScope')}</p>}
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy || scopes.length === 0}>
        {busy ? t('making') : t('make')}
      </Button>
    </form>
  );
}

const KEYS = {
  'payments:read': 'paymentsRead',
  'payments:write': 'paymentsWrite',
  'refunds:write': 'refundsWrite',
  'refunds:blind': 'refundsBlind',
  'settlements:write': 'settlementsWrite',
} as const satisfies Record<ApiScope, string>;
/** Names of messages hold no colon. */
const keyOf = (scope: ApiScope) => KEYS[scope];
