'use client';
import type { PortalMadeLink, PortalPeople, Role } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { OptionList } from '@/components/ui/option-list.tsx';
import { Select } from '@/components/ui/select.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { EMAIL_INPUT, TextField } from '@/features/entry/text-field.tsx';
import { INVITATIONS_URL } from '@/features/gateway-url.ts';
import { MadeLink } from './made-link.tsx';
import { usePeopleChange } from './use-people.ts';

type Hotels = PortalPeople['properties'];

interface InviteDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Those where the person may invite. */
  readonly hotels: Hotels;
}

/** Whom, as what, to which hotels; then the link. */
export function InviteDialog({ open, onClose, hotels }: InviteDialogProps) {
  const t = useTranslations('People');
  const [made, setMade] = useState<{ readonly link: PortalMadeLink; readonly email: string } | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={made ? t('invited') : t('inviteTitle')}
      closeLabel={t('close')}
      actions={
        made && (
          <Button variant="primary" onClick={close}>
            {t('done')}
          </Button>
        )
      }
    >
      {made ? (
        <MadeLink made={made.link} email={made.email} timeZone={hotels[0]?.timeZone ?? 'UTC'} />
      ) : (
        <InviteForm hotels={hotels} onMade={(link, email) => setMade({ link, email })} />
      )}
    </Dialog>
  );
}

function InviteForm({ hotels, onMade }: { hotels: Hotels; onMade: (link: PortalMadeLink, email: string) => void }) {
  const t = useTranslations('People');
  const roles = useTranslations('Role');
  const meanings = useTranslations('RoleMeaning');
  const change = usePeopleChange();
  const offered = [...new Set(hotels.flatMap((hotel) => hotel.roles))];
  const [role, setRole] = useState<Role>(offered.includes('finance') ? 'finance' : (offered[0] ?? 'auditor'));
  const possible = hotels.filter((hotel) => hotel.roles.includes(role));
  const [chosen, setChosen] = useState<readonly string[]>(hotels.length === 1 ? hotels.map(({ id }) => id) : []);
  const at = possible.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim();
    if (at.length === 0) return setFailure({ ...NO_FAILURE, fields: { '/propertyIds': t('hotelMissing') } });
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      onMade((await change(INVITATIONS_URL, { email, role, propertyIds: at })) as PortalMadeLink, email);
    } catch (error) {
      setFailure(formFailure(error));
      setBusy(false);
    }
  };
  const options = offered.map((value) => ({ value, label: roles(value) }));
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField id="email" label={t('email')} error={failure.fields['/email'] ?? null} {...EMAIL_INPUT} autoComplete="off" autoFocus />
      <Field id="role" label={t('role')} hint={meanings(role)} error={null}>
        <Select
          id="role"
          tall
          value={role}
          onChange={(event) => setRole(offered.find((one) => one === event.target.value) ?? role)}
          options={options}
          aria-describedby="role-hint"
        />
      </Field>
      {hotels.length > 1 && (
        <div className="rounded-md border border-line p-1.5">
          <OptionList legend={t('hotels')} options={possible.map(({ id, name }) => ({ value: id, label: name }))} chosen={at} onChange={setChosen} />
        </div>
      )}
      {failure.fields['/propertyIds'] !== undefined && (
        <p role="alert" className="text-sm text-declined-ink">
          {failure.fields['/propertyIds']}
        </p>
      )}
      <FormAlert failure={failure} />
      <Button type="submit" variant="primary" size="lg" disabled={busy}>
        {busy ? t('inviting') : t('invite')}
      </Button>
    </form>
  );
}
