'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

interface CardListProps<Row> {
  readonly caption: string;
  readonly count: number;
  /** Undefined where the row is far from what was looked at last, and forgotten. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  /** About how tall a card is, rem; each is measured when it is there. */
  readonly heightRem: (narrow: boolean) => number;
  /** These rows are on screen. */
  readonly look: (from: number, to: number) => void;
  /** Are these all? Where more may follow, their number is not known and not claimed. */
  readonly complete: boolean;
  readonly onEnd: () => void;
  /** `stop`: Tab comes to this card of the list and to no other. */
  readonly children: (row: Row, stop: boolean) => ReactNode;
}

/** Cards of any height in a list of any length: only those on screen exist. J, K and the arrows lead from one to the next. */
export function CardList<Row>({ caption, count, rowAt, keyOf, heightRem, look, complete, onEnd, children }: CardListProps<Row>) {
  const t = useTranslations('Lists');
  const body = useRef<HTMLUListElement>(null);
  const keyAt = (index: number): string => {
    const row = rowAt(index);
    return row === undefined ? `at ${index}` : keyOf(row);
  };
  const { virtualizer, items, before, after, hydrated } = useVirtualRows(body, { count, heightRem, keyAt, complete, onEnd });
  const onKeyDown = useRowKeys(body, count, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const [at, setAt] = useState(0);
  const remember = ({ target }: FocusEvent): void => {
    const index = target.closest('[data-index]')?.getAttribute('data-index');
    if (index != null) setAt(Number(index));
  };
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const stop = at >= from && at <= to ? at : from;
  useEffect(() => look(from, to));

  return (
    <ul
      ref={body}
      aria-label={caption}
      aria-describedby="list-keys"
      onKeyDown={onKeyDown}
      onFocus={remember}
      className="[overflow-anchor:none]"
      {...(hydrated && { style: { paddingTop: before, paddingBottom: after } })}
    >
      {items.map(({ index, key }) => {
        const row = rowAt(index);
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={complete ? count : -1}
            className="grid grid-cols-1 pb-3"
          >
            {row === undefined ? <Skeleton className="h-28 w-full" /> : children(row, index === stop)}
            {row === undefined && <span className="sr-only">{t('loading')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
