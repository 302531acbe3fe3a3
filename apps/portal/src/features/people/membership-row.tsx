'use client';
import type { PortalMembership, PortalPerson } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/select.tsx';
import { personRoleUrl, removePersonUrl } from '@/features/gateway-url.ts';
import { PersonLimits } from './person-limit.tsx';

interface MembershipRowProps {
  readonly person: PortalPerson;
  readonly membership: PortalMembership;
  readonly hotel: string;
  readonly busy: boolean;
  readonly act: (url: string, body: unknown) => Promise<void>;
}

/** A person's role at one hotel, and how far they go with money alone. Taking it away is asked for twice, since it takes effect at once. */
export function MembershipRow({ person, membership, hotel, busy, act }: MembershipRowProps) {
  const t = useTranslations('People');
  const roles = useTranslations('Role');
  const [sure, setSure] = useState(false);
  const { propertyId, role, may } = membership;
  const options = [role, ...may.roles].map((value) => ({ value, label: roles(value) }));
  return (
    <div className="grid gap-3 bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-40 flex-1 font-medium">{hotel}</p>
        {may.roles.length > 0 ? (
          <Select
            className="w-44"
            aria-label={t('roleAt', { hotel })}
            value={role}
            disabled={busy}
            onChange={(event) => void act(personRoleUrl(person.id), { propertyId, role: event.target.value })}
            options={options}
          />
        ) : (
          <p className="text-text-soft">{roles(role)}</p>
        )}
        {may.remove && !sure && (
          <Button variant="quiet" size="sm" disabled={busy} onClick={() => setSure(true)}>
            {t('remove')}
          </Button>
        )}
      </div>
      <PersonLimits person={person} membership={membership} hotel={hotel} />
      {sure && (
        <div className="flex flex-wrap items-center gap-2 rounded-md border border-declined-edge bg-declined-fill px-3 py-2.5">
          <p className="min-w-48 flex-1 text-sm text-pretty">{t('removeSure', { name: person.name, hotel })}</p>
          <Button size="sm" autoFocus disabled={busy} onClick={() => void act(removePersonUrl(person.id), { propertyId })}>
            {t('removeYes')}
          </Button>
          <Button variant="quiet" size="sm" onClick={() => setSure(false)}>
            {t('removeNo')}
          </Button>
        </div>
      )}
    </div>
  );
}
