'use client';
import { LoaderCircle } from 'lucide-react';
import { Button } from './button.tsx';

interface ShowMoreProps {
  readonly label: string;
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** The way to a list's next page, where there is one. */
export function ShowMore({ label, hasMore, busy, onMore }: ShowMoreProps) {
  if (!hasMore) return null;
  return (
    <div className="flex justify-center py-3">
      <Button onClick={onMore} disabled={busy}>
        {busy && <LoaderCircle aria-hidden className="animate-spin" />}
        {label}
      </Button>
    </div>
  );
}
