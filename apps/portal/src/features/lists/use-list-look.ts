'use client';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { lookParsers, shownColumns, type ListColumns, type ListLook } from './lib/list-look.ts';

export interface LookControl<K extends string> {
  readonly of: ListColumns<K>;
  readonly look: ListLook<K>;
  readonly columns: readonly K[];
  readonly change: (look: Partial<ListLook<K>>) => void;
}

/** Columns and density as the address has them. */
export function useListLook<K extends string>(of: ListColumns<K>): LookControl<K> {
  const parsers = useMemo(() => lookParsers(of), [of]);
  const [{ cols, density }, set] = useQueryStates(parsers, { history: 'replace', shallow: true, scroll: false });
  const change = useCallback((next: Partial<ListLook<K>>) => void set(next), [set]);
  // The same list for the same address: a new one would have every row drawn anew.
  const key = cols?.join(',') ?? null;
  const columns = useMemo(() => shownColumns(of, key === null ? null : parsers.cols.parse(key)), [of, parsers, key]);
  return { of, look: { cols, density }, columns, change };
}
