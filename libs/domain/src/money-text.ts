import type { Bilingual } from './card-result.ts';
import { formatAmount } from './money.ts';

/** Never breaks a line: an amount stays one piece with its currency. */
const NBSP = '\u00a0';

/** A decimal string as people read it: `−1 234,56` in Russian, `−1,234.56` in English. No float is made on the way. */
export function amountText(amount: string, language: keyof Bilingual): string {
  const [whole = '0', fraction] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'ru' ? NBSP : ',');
  const decimals = fraction === undefined ? '' : `${language === 'ru' ? ',' : '.'}${fraction}`;
  return `${amount.startsWith('-') ? '−' : ''}${grouped}${decimals}`;
}

/** With its currency, which never stands alone on the next line. */
export const moneyText = (amount: string, currency: string, language: keyof Bilingual): string => `${amountText(amount, language)}${NBSP}${currency}`;

/** Minor units in a sentence of either language. */
export function moneyTexts(minor: bigint, currency: string): Bilingual {
  const amount = formatAmount(minor, currency);
  return { ru: moneyText(amount, currency === 'RUB' ? '₽' : currency, 'ru'), en: moneyText(amount, currency, 'en') };
}
