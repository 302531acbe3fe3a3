'use client';
import { LoaderCircle, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type KeyboardEvent } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { useRouter } from '@/i18n/navigation.ts';
import { entriesOf, type Entry } from './search-entries.ts';
import { SearchEntry } from './search-entry.tsx';
import { SearchFoot } from './search-foot.tsx';
import { SearchWords } from './search-words.tsx';
import { recentSearches, rememberSearch } from './recent-searches.ts';
import { useSearch } from './use-search.ts';

const LIST_ID = 'search-found';

/** The box and what it finds. The focus stays in the box; the arrows move over the lines, Enter opens. */
export function SearchBody({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('Search');
  const router = useRouter();
  const [text, setText] = useState('');
  const [recent, setRecent] = useState(recentSearches);
  const [active, setActive] = useState(0);
  const { refused, wanted, result, error, waiting } = useSearch(text, true);
  const entries = refused ? [] : entriesOf(wanted, result, recent);
  const at = Math.min(active, entries.length - 1);
  const current = entries[at];

  const choose = (entry: Entry) => {
    if (entry.kind === 'recent') {
      setText(entry.text);
      setActive(0);
      return;
    }
    if (wanted !== null) rememberSearch(wanted);
    router.push(entry.href);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setActive((at + step + entries.length) % entries.length);
    }
    // What stands there while typing goes on belongs to the text before.
    if (event.key === 'Enter' && current && !waiting) {
      event.preventDefault();
      choose(current);
    }
  };

  return (
    <div className="flex max-h-[calc(100dvh-2rem)] flex-col">
      <SearchLine
        text={text}
        waiting={waiting}
        refused={refused}
        active={current?.id}
        onType={(typed) => {
          setText(typed);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onClose={onClose}
      />
      <div className="min-h-0 overflow-y-auto p-2">
        <SearchWords
          refused={refused}
          typed={wanted !== null}
          result={result}
          error={error}
          waiting={waiting}
          recent={recent.length > 0}
          found={entries.length}
          onForget={() => setRecent([])}
        />
        <div id={LIST_ID} role="listbox" aria-label={t('found')} className={cn(waiting && 'opacity-70')}>
          {entries.map((entry, index) => (
            <SearchEntry key={entry.id} entry={entry} active={index === at} onChoose={() => choose(entry)} onPoint={() => setActive(index)} />
          ))}
        </div>
      </div>
      <SearchFoot />
    </div>
  );
}

interface SearchLineProps {
  readonly text: string;
  readonly waiting: boolean;
  readonly refused: boolean;
  /** Id of the line that Enter opens. */
  readonly active: string | undefined;
  readonly onType: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClose: () => void;
}

function SearchLine({ text, waiting, refused, active, onType, onKeyDown, onClose }: SearchLineProps) {
  const t = useTranslations('Search');
  const Icon = waiting ? LoaderCircle : Search;
  return (
    <div className="flex items-center gap-2.5 border-b border-line pr-2 pl-4">
      <Icon aria-hidden className={cn('size-4 shrink-0 text-text-faint', waiting && 'animate-spin')} />
      <input
        autoFocus
        role="combobox"
        aria-label={t('title')}
        aria-expanded={active !== undefined}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active}
        aria-invalid={refused}
        aria-describedby="search-words"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={120}
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-14 min-w-0 flex-1 bg-transparent text-lg text-ellipsis outline-none placeholder:text-text-faint"
      />
      <button
        type="button"
        onClick={onClose}
        aria-label={t('close')}
        className="grid size-9 shrink-0 place-items-center rounded-md text-text-faint hover:bg-hover hover:text-text"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
