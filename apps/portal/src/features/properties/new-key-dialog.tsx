'use client';
import type { ApiScope, PortalApiKey, PortalMadeApiKey } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyField } from '@/components/ui/copy-field.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { OptionList } from '@/components/ui/option-list.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Switch } from '@/components/ui/switch.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { TextField } from '@/features/entry/text-field.tsx';
import { apiKeysUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { localMoment } from '@/format/moment.ts';
import { KeyLimitsFields, limitsOf, NO_LIMITS } from './key-limits-fields.tsx';

interface NewKeyDialogProps {
  readonly open: boolean;
  /** A key that this one replaces: the same user, rights and limits. */
  readonly like: PortalApiKey | null;
  readonly propertyId: string;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onMade: () => void;
}

const SCOPES = ['payments:read', 'payments:write', 'refunds:write', 'refunds:blind', 'settlements:write'] as const satisfies readonly ApiScope[];
/** Not `refunds:blind`: paying out without an original is a decision of its own. */
const USUAL: readonly ApiScope[] = ['payments:read', 'payments:write', 'refunds:write', 'settlements:write'];

/** Who uses it and what it may do; then the key, once. */
export function NewKeyDialog({ open, like, propertyId, timeZone, onClose, onMade }: NewKeyDialogProps) {
  const t = useTranslations('Keys');
  const locale = useLocale();
  const [made, setMade] = useState<Made | null>(null);
  const end = made?.overlapHours == null ? null : localMoment(hoursAfter(made.key.createdAt, made.overlapHours), timeZone, locale);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={made ? t('made') : like ? t('replaceTitle', { name: like.name, lastFour: like.lastFour }) : t('makeTitle')}
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
          {made.signingSecret !== null && <CopyField label={t('signingSecret')} value={made.signingSecret} name={t('signingSecretName')} />}
          <Notice tone="care">{t(made.signingSecret === null ? 'once' : 'onceBoth')}</Notice>
          {like && end && <Notice tone="plain">{t('overlap', { lastFour: like.lastFour, when: `${end.shortDate}, ${end.time}` })}</Notice>}
        </div>
      ) : (
        <NewKeyForm
          like={like}
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

interface Made extends PortalMadeApiKey {
  /** For how long the former key works on; null: it takes nobody's place. */
  readonly overlapHours: number | null;
}

const hoursAfter = (moment: string, hours: number): string => new Date(Date.parse(moment) + hours * 3_600_000).toISOString();

/** A day, unless there is more to change than one machine. */
const OVERLAPS = [1, 4, 24, 72, 168] as const;
const USUAL_OVERLAP = 24;

interface NewKeyFormProps extends Pick<NewKeyDialogProps, 'like' | 'propertyId'> {
  readonly onMade: (made: Made) => void;
}

function NewKeyForm({ like, propertyId, onMade }: NewKeyFormProps) {
  const t = useTranslations('Keys');
  const meanings = useTranslations('Scope');
  const locale = useLocale();
  const [scopes, setScopes] = useState<readonly ApiScope[]>(like ? SCOPES.filter((scope) => like.scopes.includes(scope)) : USUAL);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { name: String(form.get('key-name') ?? ''), scopes, signed: form.get('key-signed') === 'on', ...limitsOf(form) };
    const overlapHours = like ? Number(form.get('key-overlap')) : null;
    const replaces = like && overlapHours !== null ? { keyId: like.id, overlapHours } : null;
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      const made = (await portalRequest(apiKeysUrl(propertyId), { locale, method: 'POST', body: { ...body, replaces } })) as PortalMadeApiKey;
      onMade({ ...made, overlapHours });
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
        defaultValue={like?.name ?? 'HRS Sonata'}
        maxLength={80}
        autoComplete="off"
        autoFocus
      />
      {like && <OverlapField />}
      <div className="rounded-md border border-line p-1.5">
        <OptionList legend={t('scopes')} options={options} chosen={scopes} onChange={setScopes} />
      </div>
      {scopes.length === 0 && <p className="text-sm text-declined-ink">{t('noScope')}</p>}
      <details
        open={like !== null && (like.signed || like.networks.length > 0 || like.rate !== null)}
        className="rounded-md border border-line px-3.5 py-2.5"
      >
        <summary className="rounded-sm font-medium">{t('hardening')}</summary>
        <div className="mt-3 grid gap-4">
          <label className="flex items-start gap-3">
            <Switch name="key-signed" defaultChecked={like?.signed ?? false} aria-describedby="key-signed-hint" />
            <span className="min-w-0">
              {t('signedLabel')}
              <span id="key-signed-hint" className="block text-sm text-text-faint text-pretty">
                {t('signedHint')}
              </span>
            </span>
          </label>
          <KeyLimitsFields limits={like ?? NO_LIMITS} faults={failure.fields} />
        </div>
      </details>
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy || scopes.length === 0}>
        {busy ? t('making') : t('make')}
      </Button>
    </form>
  );
}

/** For how long the former key works beside the new one; then it ends by itself. */
function OverlapField() {
  const t = useTranslations('Keys');
  const words = (hours: number) => (hours < 24 ? t('overlapHours', { hours }) : t('overlapDays', { days: hours / 24 }));
  return (
    <Field id="key-overlap" label={t('overlapLabel')} hint={t('overlapHint')} error={null}>
      <Select
        id="key-overlap"
        name="key-overlap"
        defaultValue={String(USUAL_OVERLAP)}
        aria-describedby="key-overlap-hint"
        options={OVERLAPS.map((hours) => ({ value: String(hours), label: words(hours) }))}
      />
    </Field>
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
