'use client';
import type { PortalFactorSecret, PortalRecoveryCodes } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyField } from '@/components/ui/copy-field.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { CONFIRM_SECOND_FACTOR_URL } from '@/features/gateway-url.ts';
import { qrCode, qrPath } from './lib/qr-code.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAccountChange } from './use-account.ts';

interface EnrolDialogProps {
  readonly secret: PortalFactorSecret | null;
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** Scan, type the first code, keep the recovery codes. */
export function EnrolDialog({ secret, onClose, onCodes }: EnrolDialogProps) {
  const t = useTranslations('Account');
  return (
    <Dialog open={secret !== null} onClose={onClose} title={t('enrolTitle')} closeLabel={t('close')}>
      {secret && <Enrolment key={secret.secret} secret={secret} onClose={onClose} onCodes={onCodes} />}
    </Dialog>
  );
}

function Enrolment({ secret: { secret, uri }, onClose, onCodes }: Omit<EnrolDialogProps, 'secret'> & { secret: PortalFactorSecret }) {
  const t = useTranslations('Account');
  const id = useId();
  const { busy, failure, send } = useAccountChange();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').replace(/\s/g, '');
    if (code === '') return;
    const answer = (await send(CONFIRM_SECOND_FACTOR_URL, { code })) as PortalRecoveryCodes | null;
    if (!answer) return;
    setCodes(answer.codes);
    onCodes(answer.codes);
  };
  if (codes) {
    return (
      <div className="grid gap-4">
        <RecoveryCodes codes={codes} />
        <Button variant="primary" className="justify-self-end" autoFocus onClick={onClose}>
          {t('codesKept')}
        </Button>
      </div>
    );
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-text-soft text-pretty">{t('scan')}</p>
      <QrCode text={uri} label={t('qr')} />
      <CopyField label={t('typeSecret')} value={secret.replace(/(.{4})(?=.)/g, '$1 ')} name={t('secret')} />
      <Field id={id} label={t('firstCode')} error={null}>
        <Input id={id} name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={7} fit="h-11 px-3" className="figures" />
      </Field>
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" className="justify-self-end" disabled={busy}>
        {t('confirm')}
      </Button>
    </form>
  );
}

/** Dark on white in both themes, with the quiet zone of the standard: cameras read nothing else for sure. */
function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrCode(text);
  const size = rows.length + 8;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto size-52 rounded-md border border-line"
    >
      <rect x={-4} y={-4} width={size} height={size} fill="#fff" />
      <path d={qrPath(rows)} fill="#000" />
    </svg>
  );
}
