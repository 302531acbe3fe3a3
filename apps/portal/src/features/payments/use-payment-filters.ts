'use client';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { filterParsers, NO_FILTERS, withoutCardNumber, type PaymentFilters } from './lib/payment-filters.ts';

export interface FilterControl {
  readonly filters: PaymentFilters;
  readonly change: (changes: Partial<PaymentFilters>) => void;
  /** All conditions off; the hotel and the order stay. */
  readonly reset: () => void;
}

/** The conditions as the address has them. A card number that somebody pasted into the address is never handed on. */
export function usePaymentFilters(): FilterControl {
  const [raw, set] = useQueryStates(filterParsers, { history: 'replace', shallow: true, scroll: false });
  const change = useCallback((changes: Partial<PaymentFilters>) => void set(changes), [set]);
  const reset = useCallback(() => void set(({ property, sort }) => ({ ...NO_FILTERS, property, sort })), [set]);
  return { filters: withoutCardNumber(raw), change, reset };
}
