'use client';
import { useLocale } from 'next-intl';
import { useInBrowser } from '@/components/use-in-browser.ts';

/** Currencies that terminals of these parts take; a hotel that has another one keeps it. */
const OFFERED = ['RUB', 'BYN', 'KZT', 'AMD', 'GEL', 'KGS', 'UZS', 'TRY', 'AED', 'CNY', 'THB', 'USD', 'EUR', 'GBP'];

/** Codes with their names in the reader's language; `kept` are among them whatever they are. */
export function useCurrencyOptions(kept: readonly string[] = []): { readonly value: string; readonly label: string }[] {
  const locale = useLocale();
  const names = useInBrowser() ? new Intl.DisplayNames(locale, { type: 'currency' }) : null;
  return [...new Set([...OFFERED, ...kept])].map((code) => ({ value: code, label: names ? `${code} — ${names.of(code) ?? code}` : code }));
}
