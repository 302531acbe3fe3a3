'use client';
import { useLocale } from 'next-intl';
import { createContext, useContext, type ReactNode } from 'react';
import { momentText } from '@/format/moment.ts';

/** Has this person hotels in several time zones? Then a time says whose it is. */
const Several = createContext(false);

interface ClockProviderProps {
  /** Of the person's hotels. */
  readonly timeZones: readonly string[];
  readonly children: ReactNode;
}

/** Around everything that tells times in lists where hotels can stand side by side. */
export function ClockProvider({ timeZones, children }: ClockProviderProps) {
  return <Several value={new Set(timeZones).size > 1}>{children}</Several>;
}

/** A moment by a hotel's clocks, "24 ноя, 14:05"; with the offset for whoever has hotels in several time zones. */
export function useMomentText(): (iso: string, timeZone: string) => string {
  const locale = useLocale();
  const withZone = useContext(Several);
  return (iso, timeZone) => momentText(iso, timeZone, locale, { withZone });
}

/** What stands behind a time that is told without the others: " UTC+3", or nothing where all clocks are the same. */
export function useZoneMark(): (moment: { readonly zone: string }) => string {
  const withZone = useContext(Several);
  return ({ zone }) => (withZone ? ` ${zone}` : '');
}
