import type { PortalSession } from '@payport/contracts';
import { mayDo } from '@payport/domain';
import { getTranslations } from 'next-intl/server';
import { Suspense, type ReactNode } from 'react';
import { BrandMark } from '@/components/brand-mark.tsx';
import { HelpLink } from '@/features/help/help-link.tsx';
import { ShortcutKeys } from '@/features/keyboard/shortcut-keys.tsx';
import { LiveChip } from '@/features/live/live-chip.tsx';
import { SearchButton } from '@/features/search/search-button.tsx';
import type { Theme } from '@/theme.ts';
import { NavLinks } from './nav-links.tsx';
import { NavDrawer } from './nav-drawer.tsx';
import { PropertySwitch } from './property-switch.tsx';
import { UserMenu } from './user-menu.tsx';

interface ShellProps {
  readonly session: PortalSession;
  readonly theme: Theme;
  readonly children: ReactNode;
}

/** The frame around every page: a dark bridge at the left on wide screens, a bar with a drawer on narrow ones. */
export async function Shell({ session, theme, children }: ShellProps) {
  const t = await getTranslations('Shell');
  const app = await getTranslations('App');
  const roles = await getTranslations('Role');
  const [first] = session.properties;
  const held = [...new Set(session.properties.map(({ role }) => role))];
  // Who lacks a second factor is told nothing but how to get one.
  const confirms = !session.secondFactorNeeded && held.some((role) => mayDo(role, 'decideMoney'));
  const properties = session.properties.map(({ id, name, city }) => ({ id, name, city }));

  const name = (
    <span className="flex items-center gap-2.5">
      <BrandMark />
      <span className="text-xl font-semibold tracking-tight text-bridge-text">{app('name')}</span>
    </span>
  );
  const foot = (
    <div className="grid grid-cols-1 gap-2">
      {session.demo && (
        <p className="rounded-md border border-brass/40 px-3 py-2 text-xs text-bridge-soft">
          <strong className="block font-semibold text-brass">{t('demo')}</strong>
          {t('demoNote')}
        </p>
      )}
      <UserMenu user={session.user} role={first ? roles(first.role) : null} version={session.version} theme={theme} />
    </div>
  );
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-md bg-brand px-4 py-2 text-on-brand focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
      >
        {t('skip')}
      </a>
      <aside data-print="hide" className="hidden bg-bridge text-bridge-text lg:block">
        <div className="sticky top-0 flex h-dvh flex-col gap-5 overflow-y-auto p-3 pt-5 *:shrink-0">
          <div className="px-2">{name}</div>
          <Suspense>
            <PropertySwitch properties={properties} />
          </Suspense>
          <SearchButton look="bridge" />
          {/* On a low screen the sections scroll; search, help and one's own menu stay. */}
          <div className="-mx-3 -mb-5 min-h-40 flex-1 shrink! overflow-y-auto mask-b-from-[calc(100%-1.25rem)] px-3 pb-5">
            <Suspense>
              <NavLinks roles={held} confirms={confirms} />
            </Suspense>
          </div>
          <div className="grid grid-cols-1 gap-2">
            <LiveChip />
            <HelpLink />
            {foot}
          </div>
        </div>
      </aside>
      <header
        data-print="hide"
        className="sticky top-0 z-30 flex h-[var(--topbar-height)] items-center gap-3 bg-bridge px-3 text-bridge-text lg:hidden"
      >
        <NavDrawer foot={foot} name={name} roles={held} confirms={confirms} properties={properties} />
        {name}
        <LiveChip narrow />
        <SearchButton look="bar" />
      </header>
      <ShortcutKeys roles={held} />
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
    </div>
  );
}
