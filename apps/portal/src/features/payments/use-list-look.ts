'use client';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { lookParsers, shownColumns, type ColumnKey, type ListLook } from './lib/list-look.ts';

export interface LookControl {
  readonly look: ListLook;
  readonly columns: readonly ColumnKey[];
  readonly change: (look: Partial<ListLook>) => void;
}

/** Columns and density as the address has them. */
export function useListLook(): LookControl {
  const [look, set] = useQueryStates(lookParsers, { history: 'replace', shallow: true, scroll: false });
  const change = useCallback((next: Partial<ListLook>) => void set(next), [set]);
  // The same list for the same address: a new one would have every row drawn anew.
  const key = look.cols?.join(',') ?? null;
  const columns = useMemo(() => shownColumns(key === null ? null : lookParsers.cols.parse(key)), [key]);
  return { look, columns, change };
}
