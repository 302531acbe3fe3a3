'use client';
import type { PortalMadeLink, PortalPeople, PortalPerson } from '@payport/contracts';
import { KeyRound, LogOut, ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { endSessionsUrl, personResetLinkUrl, removeSecondFactorUrl } from '@/features/gateway-url.ts';
import { MadeLink } from './made-link.tsx';
import { MembershipRow } from './membership-row.tsx';
import { usePeopleChange } from './use-people.ts';

interface PersonDialogProps {
  readonly person: PortalPerson | null;
  readonly hotels: PortalPeople['properties'];
  readonly onClose: () => void;
}

/** One person: roles hotel by hotel, and what can be done about the account. */
export function PersonDialog({ person, hotels, onClose }: PersonDialogProps) {
  const t = useTranslations('People');
  return (
    <Dialog open={person !== null} onClose={onClose} title={person?.name ?? ''} closeLabel={t('close')} width="w-[36rem]">
      {person && <PersonSheet key={person.id} person={person} hotels={hotels} />}
    </Dialog>
  );
}

function PersonSheet({ person, hotels }: { person: PortalPerson; hotels: PortalPeople['properties'] }) {
  const t = useTranslations('People');
  const change = usePeopleChange();
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<PortalMadeLink | null>(null);
  const [ended, setEnded] = useState<number | null>(null);

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      await work();
    } catch (error) {
      setFailure(formFailure(error));
    }
    setBusy(false);
  };
  const act = (url: string, body?: unknown) => run(async () => void (await change(url, body)));
  const makeLink = () => run(async () => setMade((await change(personResetLinkUrl(person.id))) as PortalMadeLink));
  const removeFactor = () => act(removeSecondFactorUrl(person.id));
  const endSessions = () => run(async () => setEnded(((await change(endSessionsUrl(person.id))) as { ended: number }).ended));

  return (
    <div className="grid gap-5">
      <p className="font-mono text-sm break-all text-text-soft">{person.email}</p>
      <section aria-label={t('roles')} className="grid gap-px overflow-hidden rounded-lg border border-line bg-line">
        {person.memberships.map((membership) => (
          <MembershipRow
            key={membership.propertyId}
            person={person}
            membership={membership}
            hotel={hotels.find(({ id }) => id === membership.propertyId)?.name ?? ''}
            busy={busy}
            act={act}
          />
        ))}
      </section>
      {person.you && <Notice tone="plain">{t('yourself')}</Notice>}
      <FormAlert failure={failure} />
      {person.secondFactor && <p className="text-sm text-text-soft">{t('factorOn')}</p>}
      {(person.may.resetLink || person.may.endSessions) && (
        <section aria-label={t('account')} className="grid gap-3">
          <div className="flex flex-wrap gap-2">
            {person.may.resetLink && (
              <Button onClick={() => void makeLink()} disabled={busy}>
                <KeyRound aria-hidden />
                {t('resetLink')}
              </Button>
            )}
            {person.may.removeSecondFactor && (
              <Button onClick={() => void removeFactor()} disabled={busy}>
                <ShieldOff aria-hidden />
                {t('removeFactor')}
              </Button>
            )}
            {person.may.endSessions && (
              <Button onClick={() => void endSessions()} disabled={busy || person.sessions === 0}>
                <LogOut aria-hidden />
                {t('endSessions', { count: person.sessions })}
              </Button>
            )}
          </div>
          <p role="status" className="text-sm text-text-soft empty:hidden">
            {ended === null ? null : t('endedSessions', { count: ended })}
          </p>
          {made && <MadeLink made={made} email={person.email} timeZone={hotels[0]?.timeZone ?? 'UTC'} />}
        </section>
      )}
    </div>
  );
}
