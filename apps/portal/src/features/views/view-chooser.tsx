'use client';
import type { PortalView } from '@payport/contracts';
import type { ViewList } from '@payport/domain';
import { Check, House, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Input } from '@/components/ui/field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Link } from '@/i18n/navigation.ts';
import { listHref, NO_VIEW } from './lib/view-address.ts';
import { useViewList } from './use-views.ts';

interface ViewChooserProps {
  readonly list: ViewList;
  /** Id of the view that is looked through. */
  readonly chosen: string | null;
  readonly onDone: () => void;
}

/** All views of a list, found by name. Each is a link: it opens in a new tab, and its address can be sent to a colleague. */
export function ViewChooser({ list, chosen, onDone }: ViewChooserProps) {
  const t = useTranslations('Views');
  const [typed, setTyped] = useState('');
  const { data, isPending, isError, refetch } = useViewList(list, useDeferredValue(typed.trim()), true);
  const own = data?.data.filter(({ owner }) => owner.me) ?? [];
  const shared = data?.data.filter(({ owner }) => !owner.me) ?? [];
  const nothing = data !== undefined && data.data.length === 0;
  return (
    <div onKeyDown={moveByArrows} className="grid gap-1">
      <Input
        type="search"
        fit="h-9 px-2.5"
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Entry href={listHref(list, {}, NO_VIEW)} current={chosen === null} name={t('none')} onDone={onDone} />
      {isPending && (
        <div role="status" aria-label={t('loading')} className="grid gap-2 px-2.5 py-2">
          {[0, 1, 2].map((index) => (
            <Skeleton key={index} className="h-5 w-full" />
          ))}
        </div>
      )}
      {isError && (
        <div role="alert" className="flex flex-wrap items-center justify-between gap-2 px-2.5 py-2 text-sm">
          {t('notRead')}
          <Button size="sm" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {nothing && <p className="px-2.5 py-2 text-sm text-pretty text-text-soft">{typed.trim() === '' ? t('empty') : t('noMatch')}</p>}
      <Group label={t('own')} views={own} {...{ list, chosen, onDone }} />
      <Group label={t('shared')} views={shared} {...{ list, chosen, onDone }} />
      {data?.more === true && <p className="px-2.5 pb-1 text-xs text-text-faint">{t('more')}</p>}
    </div>
  );
}

function Group({ label, views, list, chosen, onDone }: ViewChooserProps & { label: string; views: readonly PortalView[] }) {
  const t = useTranslations('Views');
  if (views.length === 0) return null;
  return (
    <section aria-label={label}>
      <p aria-hidden className="overline-label px-2.5 pt-1.5 pb-1">
        {label}
      </p>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <Entry
              href={listHref(list, view.conditions, view.id)}
              current={view.id === chosen}
              name={view.name}
              note={
                view.owner.me
                  ? view.property && t('sharedWith', { hotel: view.property.name })
                  : t('by', { name: view.owner.name, hotel: view.property?.name ?? '' })
              }
              opens={view.isDefault}
              onDone={onDone}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly href: ReturnType<typeof listHref>;
  readonly current: boolean;
  readonly name: string;
  readonly note?: string | null;
  /** The list opens with it. */
  readonly opens?: boolean;
  readonly onDone: () => void;
}

function Entry({ href, current, name, note, opens, onDone }: EntryProps) {
  const t = useTranslations('Views');
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={onDone}
      data-view
      aria-current={current ? 'true' : undefined}
      className="flex min-h-9 items-start gap-2 rounded-md px-2.5 py-1.5 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Check aria-hidden className={cn('mt-0.5 size-4 shrink-0 text-brand', !current && 'invisible')} />
      <span className="min-w-0 flex-1">
        <span className={cn('line-clamp-3 break-words', current && 'font-medium')}>{name}</span>
        {note != null && (
          <span className="flex items-center gap-1 text-xs text-text-faint">
            <Users aria-hidden className="size-3 shrink-0" />
            <span className="truncate">{note}</span>
          </span>
        )}
      </span>
      {opens === true && <House role="img" aria-label={t('opensWith')} className="mt-0.5 size-4 shrink-0 text-text-faint" />}
    </Link>
  );
}

/** The arrows go through the names, from the search and back to it; Enter opens, because each is a link. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-view]')];
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
