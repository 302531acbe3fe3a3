'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useInBrowser } from '@/components/use-in-browser.ts';
import { SearchDialog } from './search-dialog.tsx';
import { opensSearch } from './slash-key.ts';

/** `bar`: an icon in the bar of narrow screens. Each hears the keys only while it is shown. */
export function SearchButton({ look }: { readonly look: 'bridge' | 'bar' }) {
  const t = useTranslations('Search');
  const [open, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const mac = useInBrowser() && /Mac|iPhone|iPad/.test(navigator.userAgent);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (button?.checkVisibility() !== true || document.querySelector('dialog[open]') || !opensSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [button]);

  return (
    <>
      {look === 'bar' ? (
        <button
          ref={setButton}
          type="button"
          onClick={() => setOpen(true)}
          aria-label={t('open')}
          className="ml-auto grid size-10 place-items-center rounded-md hover:bg-bridge-raised focus-visible:outline-brass"
        >
          <Search aria-hidden className="size-5" />
        </button>
      ) : (
        <button
          ref={setButton}
          type="button"
          onClick={() => setOpen(true)}
          className="flex h-10 w-full items-center gap-3 rounded-md border border-bridge-line px-3 text-bridge-soft hover:bg-bridge-raised hover:text-bridge-text focus-visible:outline-brass"
        >
          <Search aria-hidden className="size-[18px]" />
          <span className="flex-1 text-left font-medium">{t('open')}</span>
          <kbd aria-hidden className="font-sans text-xs">
            {mac ? '⌘K' : 'Ctrl K'}
          </kbd>
        </button>
      )}
      <SearchDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
