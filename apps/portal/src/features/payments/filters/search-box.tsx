'use client';
import { Search, ShieldAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { inputLook } from '@/components/ui/field.tsx';
import { holdsCardNumber, searchText } from '../lib/search-text.ts';

/** Typing is over when nothing was typed for so long, ms. */
const PAUSE_MS = 350;

interface SearchBoxProps {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** The search box. A full card number is refused here, before it reaches the address, the history or any log. */
export function SearchBox({ value, onChange }: SearchBoxProps) {
  const t = useTranslations('Filters');
  const [text, setText] = useState(value ?? '');
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const refused = holdsCardNumber(text);

  // The address changed by other means (a chip, Back): the box follows.
  if (told !== value) {
    setTold(value);
    setText(value ?? '');
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (next: string) => {
    clearTimeout(timer.current);
    const q = holdsCardNumber(next) ? null : searchText(next);
    if (q === value) return;
    setTold(q);
    onChange(q);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    // Whatever was searched before must not stand beside a card number; anything else waits until typing is over.
    if (holdsCardNumber(next)) send(next);
    else timer.current = setTimeout(() => send(next), PAUSE_MS);
  };
  const clear = () => {
    setText('');
    send('');
    input.current?.focus();
  };

  return (
    <div className="min-w-0 flex-1 basis-72">
      <form
        role="search"
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          send(text);
        }}
      >
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-text-faint" />
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && text !== '' && clear()}
          aria-label={t('search')}
          aria-invalid={refused}
          aria-describedby={refused ? 'search-refused' : undefined}
          placeholder={t('searchPlaceholder')}
          className={cn(inputLook, 'h-9 pr-9 pl-9 text-ellipsis [&::-webkit-search-cancel-button]:hidden')}
        />
        {text !== '' && <ClearButton label={t('searchClear')} onClear={clear} />}
      </form>
      <div role="alert">{refused && <CardRefused text={t('cardRefused')} />}</div>
    </div>
  );
}

function ClearButton({ label, onClear }: { readonly label: string; readonly onClear: () => void }) {
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={label}
      className="absolute inset-y-0 right-0.5 my-auto grid size-8 place-items-center rounded-md text-text-faint hover:text-text"
    >
      <X aria-hidden className="size-4" />
    </button>
  );
}

function CardRefused({ text }: { readonly text: string }) {
  return (
    <p id="search-refused" className="mt-1.5 flex gap-2 text-sm text-declined-ink">
      <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {text}
    </p>
  );
}
