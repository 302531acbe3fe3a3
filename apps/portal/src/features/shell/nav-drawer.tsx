'use client';
import type { PortalProperty, Role } from '@payport/contracts';
import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Drawer } from '@/components/ui/drawer.tsx';
import { HelpLink } from '@/features/help/help-link.tsx';
import { NavLinks } from './nav-links.tsx';
import { PropertySwitch } from './property-switch.tsx';

interface NavDrawerProps {
  readonly name: ReactNode;
  readonly foot: ReactNode;
  readonly roles: readonly Role[];
  readonly confirms: boolean;
  readonly properties: readonly Pick<PortalProperty, 'id' | 'name' | 'city'>[];
}

/** The bridge of wide screens, behind a button on narrow ones. */
export function NavDrawer({ name, foot, roles, confirms, properties }: NavDrawerProps) {
  const t = useTranslations('Shell');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label={t('openMenu')}
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="grid size-10 place-items-center rounded-md hover:bg-bridge-raised focus-visible:outline-brass"
      >
        <Menu aria-hidden className="size-5" />
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} label={t('navigation')} closeLabel={t('closeMenu')}>
        <div className="flex h-full flex-col gap-6 overflow-y-auto p-3 pt-4">
          <div className="px-1">{name}</div>
          <PropertySwitch properties={properties} onNavigate={() => setOpen(false)} />
          <NavLinks roles={roles} confirms={confirms} onNavigate={() => setOpen(false)} />
          <div className="mt-auto grid gap-2">
            <HelpLink onNavigate={() => setOpen(false)} />
            {foot}
          </div>
        </div>
      </Drawer>
    </>
  );
}
