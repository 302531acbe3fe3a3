'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { useSingleKeys } from '@/features/keyboard/use-single-keys.ts';

interface ListEndProps {
  readonly more: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  /** What keys do in the list; letters can be switched off, and are not promised then. */
  readonly keys: (letters: 'on' | 'off') => string;
  /** That these are all. */
  readonly end: string;
}

/** Below the rows: more of them, or that these are all. Not an anchor: kept in place, it would pull the list down page after page. */
export function ListEnd({ more, loading, onMore, keys, end }: ListEndProps) {
  const t = useTranslations('Lists');
  const letters = useSingleKeys() ? 'on' : 'off';
  return (
    <div className="flex flex-col items-center gap-2 py-5 text-sm text-text-faint [overflow-anchor:none]">
      {more ? (
        <Button onClick={onMore} disabled={loading}>
          {loading && <LoaderCircle aria-hidden className="animate-spin" />}
          {t(loading ? 'loadingMore' : 'showMore')}
        </Button>
      ) : (
        <p>{end}</p>
      )}
      <p id="list-keys" className="max-md:sr-only">
        {keys(letters)}
      </p>
    </div>
  );
}
