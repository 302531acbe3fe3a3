'use client';
import { useLocale, useTranslations } from 'next-intl';
import { calendarDay } from '@/format/moment.ts';
import { isCalendarDay } from '@/format/zoned-day.ts';
import type { PaymentFilters } from '../lib/payment-filters.ts';

/** The chosen period in words; null where none is. */
export function usePeriodText(): (filters: Pick<PaymentFilters, 'period' | 'from' | 'to'>) => string | null {
  const t = useTranslations('Filters');
  const locale = useLocale();
  const day = (text: string | null): string | null => (text !== null && isCalendarDay(text) ? calendarDay(text, locale) : null);
  return ({ period, from, to }) => {
    if (period !== null) return t(period);
    const [first, last] = [day(from), day(to)];
    if (first !== null && last !== null) return first === last ? first : t('range', { from: first, to: last });
    if (first !== null) return t('rangeFrom', { from: first });
    return last === null ? null : t('rangeTo', { to: last });
  };
}

export interface Condition {
  readonly key: string;
  readonly name: string;
  readonly off: Partial<PaymentFilters>;
}

/** Every chosen condition by its name, with what takes it off again. */
export function useConditions(filters: PaymentFilters, terminals: readonly { readonly id: string; readonly name: string }[]): Condition[] {
  const t = useTranslations('Filters');
  const outcome = useTranslations('Outcome');
  const status = useTranslations('Status');
  const kind = useTranslations('Kind');
  const reason = useTranslations('Reason');
  const period = usePeriodText()(filters);
  const without = <T>(list: readonly T[], value: T): T[] | null => {
    const rest = list.filter((other) => other !== value);
    return rest.length === 0 ? null : rest;
  };
  const nameOf = (id: string): string => terminals.find((terminal) => terminal.id === id)?.name ?? id.slice(0, 8);
  return [
    ...(filters.q === null ? [] : [{ key: 'q', name: t('chipSearch', { text: filters.q }), off: { q: null } }]),
    ...(period === null ? [] : [{ key: 'period', name: period, off: { period: null, from: null, to: null } }]),
    ...(filters.returned === null ? [] : [{ key: 'returned', name: t('returned'), off: { returned: null } }]),
    ...(filters.outcome ?? []).map((value) => ({
      key: `outcome-${value}`,
      name: outcome(value),
      off: { outcome: without(filters.outcome ?? [], value) },
    })),
    ...(filters.status ?? []).map((value) => ({
      key: `status-${value}`,
      name: status(value),
      off: { status: without(filters.status ?? [], value) },
    })),
    ...(filters.kind ?? []).map((value) => ({ key: `kind-${value}`, name: kind(value), off: { kind: without(filters.kind ?? [], value) } })),
    ...(filters.reason ?? []).map((value) => ({
      key: `reason-${value}`,
      name: reason(value),
      off: { reason: without(filters.reason ?? [], value) },
    })),
    ...(filters.terminal ?? []).map((value) => ({
      key: `terminal-${value}`,
      name: nameOf(value),
      off: { terminal: without(filters.terminal ?? [], value) },
    })),
  ];
}
