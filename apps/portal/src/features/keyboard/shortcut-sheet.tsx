'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog.tsx';
import { usePathname } from '@/i18n/navigation.ts';
import { letterOf, type GoPlace } from './go-places.ts';
import { keysOfPage } from './page-keys.ts';
import { SingleKeysSwitch } from './single-keys-switch.tsx';

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly places: readonly GoPlace[];
  readonly onClose: () => void;
}

/** Every key that does something on this page. */
export function ShortcutSheet({ open, places, onClose }: ShortcutSheetProps) {
  const t = useTranslations('Shortcuts');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} closeLabel={t('close')} width="w-[40rem]">
      <div className="grid gap-5">
        <ShortcutGroups places={places} />
        <div className="rounded-md border border-line px-3.5 py-3">
          <SingleKeysSwitch />
        </div>
      </div>
    </Dialog>
  );
}

function ShortcutGroups({ places }: Pick<ShortcutSheetProps, 'places'>) {
  const t = useTranslations('Shortcuts');
  const sections = useTranslations('Shell');
  const page = keysOfPage(usePathname());
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      <Group title={t('go')}>
        {places.map((place) => (
          <Line key={place.name} keys={['G', letterOf(place)]} then>
            {sections(place.name)}
          </Line>
        ))}
      </Group>
      <div className="grid content-start gap-5">
        <Group title={t('everywhere')}>
          <Line keys={['Ctrl', 'K']}>{t('search')}</Line>
          <Line keys={['/']}>{t('search')}</Line>
          <Line keys={['?']}>{t('list')}</Line>
          <Line keys={['Esc']}>{t('shut')}</Line>
        </Group>
        {page.length > 0 && (
          <Group title={t('thisPage')}>
            {page.map(({ keys, does }) => (
              <Line key={does} keys={keys} either>
                {t(`page.${does}`)}
              </Line>
            ))}
          </Group>
        )}
      </div>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="overline-label mb-1.5">{title}</h3>
      <dl className="divide-y divide-line">{children}</dl>
    </section>
  );
}

interface LineProps {
  readonly keys: readonly string[];
  /** One after the other; else together. */
  readonly then?: boolean;
  /** Either of them. */
  readonly either?: boolean;
  readonly children: ReactNode;
}

function Line({ keys, then = false, either = false, children }: LineProps) {
  const t = useTranslations('Shortcuts');
  const between = then ? t('then') : either ? t('or') : '+';
  return (
    <div className="flex items-center justify-between gap-4 py-1.5">
      <dt className="order-2 flex shrink-0 items-center gap-1.5 text-sm text-text-faint">
        {keys.map((key, i) => (
          <span key={key} className="flex items-center gap-1.5">
            {i > 0 && between}
            <kbd className="grid h-6 min-w-6 place-items-center rounded-sm border border-line-strong bg-sunken px-1.5 font-sans text-xs font-medium text-text">
              {key}
            </kbd>
          </span>
        ))}
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
