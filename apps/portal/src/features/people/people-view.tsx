'use client';
import type { PortalPeople } from '@payport/contracts';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PEOPLE_GRID, PersonRow } from './person-row.tsx';
import { RoleTable } from './role-table.tsx';
import { usePeople } from './use-people.ts';

/** Everybody who works at the hotels that one looks after. */
export function PeopleView({ first }: { first: PortalPeople | null }) {
  const t = useTranslations('People');
  const { data, error, isError, refetch } = usePeople(first);
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);

  if (!data) {
    if (!isError) return null;
    return <ListFailed error={error} onRetry={() => void refetch()} words={{ title: t('failedTitle'), text: t('failedText') }} />;
  }
  const hotels = data.properties;
  const invites = hotels.some(({ roles }) => roles.length > 0);
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-text-faint">{t('shown', { count: data.people.length })}</p>
        {invites && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {t('inviteTitle')}
          </Button>
        )}
      </div>
      {data.invitations.length > 0 && <InvitationList invitations={data.invitations} hotels={hotels} />}
      <section aria-label={t('caption')} className="rounded-lg border border-line bg-surface">
        <div
          aria-hidden
          className={cn(
            PEOPLE_GRID,
            'hidden h-9 rounded-t-lg border-b border-line bg-sunken px-4 text-xs font-medium text-text-soft sm:px-5 md:grid',
          )}
        >
          <span>{t('person')}</span>
          <span>{t('role')}</span>
          <span>{t('seen')}</span>
          <span className="w-20" />
        </div>
        <ul>
          {data.people.map((person) => (
            <PersonRow key={person.id} person={person} hotels={hotels} onOpen={() => setOpen(person.id)} />
          ))}
        </ul>
      </section>
      {data.people.length === 1 && invites && <p className="max-w-prose text-text-soft text-pretty">{t('alone')}</p>}
      <RoleTable />
      {invites && <InviteDialog open={inviting} onClose={() => setInviting(false)} hotels={hotels} />}
      <PersonDialog person={data.people.find(({ id }) => id === open) ?? null} hotels={hotels} onClose={() => setOpen(null)} />
    </div>
  );
}
