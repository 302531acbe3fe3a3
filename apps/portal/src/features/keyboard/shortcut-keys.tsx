'use client';
import type { Role } from '@payport/domain';
import { useEffect, useRef, useState } from 'react';
import { useRouter } from '@/i18n/navigation.ts';
import { placesOf } from './go-places.ts';
import { keyMeaning } from './key-meaning.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { isTyping, singleKeysAct } from './single-keys.ts';

const OPEN = 'payport:shortcut-sheet';

/** Shows the list of keys, for who does not know the key. */
export const showShortcuts = (): void => void window.dispatchEvent(new Event(OPEN));

/** Hears keys on every page: G and a letter leads somewhere, `?` lists them all. */
export function ShortcutKeys({ roles }: { roles: readonly Role[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const goSince = useRef<number | null>(null);
  const places = placesOf(roles);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const free = singleKeysAct() && !isTyping(event.target) && document.querySelector('dialog[open]') === null;
      const meaning = keyMeaning(event, { goSince: goSince.current, free, places });
      goSince.current = meaning.does === 'wait' ? event.timeStamp : null;
      if (meaning.does === 'nothing') return;
      event.preventDefault();
      if (meaning.does === 'go') router.push(meaning.href);
      if (meaning.does === 'list') setOpen(true);
    };
    const show = () => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(OPEN, show);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN, show);
    };
  }, [places, router]);

  return <ShortcutSheet open={open} places={places} onClose={() => setOpen(false)} />;
}
