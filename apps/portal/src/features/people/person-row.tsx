'use client';
import type { PortalPeople, PortalPerson } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useZoneMark } from '@/components/clock.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { localMoment } from '@/format/moment.ts';
import { zoneAmong } from './zone-among.ts';

/** Head and rows share their columns. */
export const PEOPLE_GRID = 'items-center gap-x-4 md:grid-cols-[minmax(0,5fr)_minmax(0,5fr)_minmax(8rem,3fr)_5.5rem]';

interface PersonRowProps {
  readonly person: PortalPerson;
  readonly hotels: PortalPeople['properties'];
  readonly onOpen: () => void;
}

/** First letters of the first two words: "Анна Соколова" → "АС". */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

/** One person in the list: who, where as what, and when last seen. */
export function PersonRow({ person, hotels, onOpen }: PersonRowProps) {
  const t = useTranslations('People');
  const roles = useTranslations('Role');
  const locale = useLocale();
  const manageable = person.may.resetLink || person.memberships.some(({ may }) => may.remove);
  const mark = useZoneMark();
  const seen = person.lastSeenAt === null ? null : localMoment(person.lastSeenAt, zoneAmong(hotels, person.memberships), locale);
  return (
    <li className={cn(PEOPLE_GRID, 'grid gap-y-2 border-t border-line px-4 py-3 first:border-t-0 sm:px-5')}>
      <div className="flex min-w-0 items-center gap-3">
        <span
          aria-hidden
          className="grid size-9 shrink-0 place-items-center rounded-full border border-line bg-sunken text-xs font-semibold text-text-soft"
        >
          {initials(person.name)}
        </span>
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium">{person.name}</span>
            {person.you && <Badge>{t('you')}</Badge>}
            {person.demo && <Badge>{t('demo')}</Badge>}
          </p>
          <p className="truncate text-sm text-text-faint">{person.email}</p>
        </div>
      </div>
      <ul className="grid gap-0.5 text-sm">
        {person.memberships.map(({ propertyId, role }) => (
          <li key={propertyId} className="flex flex-wrap gap-x-1.5">
            <span className="font-medium">{roles(role)}</span>
            {hotels.length > 1 && <span className="text-text-faint">{hotels.find(({ id }) => id === propertyId)?.name}</span>}
          </li>
        ))}
      </ul>
      <p className="text-sm text-text-soft">
        {seen ? (
          <>
            <span className="md:sr-only">{t('seen')} </span>
            <span className="figures">{`${seen.date}, ${seen.time}${mark(seen)}`}</span>
          </>
        ) : (
          <span className="text-text-faint">{t('notSignedIn')}</span>
        )}
      </p>
      <Button size="sm" onClick={onOpen} aria-label={manageable ? t('changeWho', { name: person.name }) : t('openWho', { name: person.name })}>
        {manageable ? t('change') : t('open')}
      </Button>
    </li>
  );
}
