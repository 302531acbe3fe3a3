import { useCallback } from 'react';
import type { Sort } from './payment-sort.ts';

/** Another order of the list, from its top: a place in the middle of the old one means nothing in the new one. */
export function useOrder(change: (changes: { sort: Sort | null }) => unknown): (sort: Sort | null) => void {
  return useCallback(
    (sort) => {
      change({ sort });
      window.scrollTo({ top: 0 });
    },
    [change],
  );
}
