'use client';
import type { PortalInvitation, PortalPeople } from '@payport/contracts';
import { MailPlus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useZoneMark } from '@/components/clock.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { revokeInvitationUrl } from '@/features/gateway-url.ts';
import { localMoment } from '@/format/moment.ts';
import { usePeopleChange } from './use-people.ts';
import { zoneAmong } from './zone-among.ts';

interface InvitationListProps {
  readonly invitations: readonly PortalInvitation[];
  readonly hotels: PortalPeople['properties'];
}

/** Invitations that nobody has accepted yet. */
export function InvitationList({ invitations, hotels }: InvitationListProps) {
  const t = useTranslations('People');
  const roles = useTranslations('Role');
  const locale = useLocale();
  const change = usePeopleChange();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const revoke = async (id: string) => {
    setBusy(id);
    setFailure(NO_FAILURE);
    await change(revokeInvitationUrl(id)).catch((error: unknown) => setFailure(formFailure(error)));
    setBusy(null);
  };
  const mark = useZoneMark();
  return (
    <Card title={t('invitations')} note={t('invitationsNote')}>
      <FormAlert failure={failure} />
      <ul className="-my-4 divide-y divide-line">
        {invitations.map(({ id, email, grants, invitedBy, expiresAt, may }) => {
          const until = localMoment(expiresAt, zoneAmong(hotels, grants), locale);
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <MailPlus aria-hidden className="size-5 shrink-0 text-text-faint max-sm:hidden" />
              <div className="min-w-48 flex-1">
                <p className="font-medium break-all">{email}</p>
                <p className="text-sm text-text-soft">
                  {grants
                    .map(({ propertyId, role }) => (hotels.length > 1 ? `${roles(role)}, ${nameOf(hotels, propertyId)}` : roles(role)))
                    .join('; ')}
                </p>
                <p className="text-xs text-text-faint">
                  {t('invitedBy', { name: invitedBy, date: until.date, time: `${until.time}${mark(until)}` })}
                </p>
              </div>
              {may.revoke && (
                <Button size="sm" disabled={busy === id} onClick={() => void revoke(id)} aria-label={t('revokeWho', { email })}>
                  {t('revoke')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

const nameOf = (hotels: PortalPeople['properties'], propertyId: string): string => hotels.find(({ id }) => id === propertyId)?.name ?? '';
