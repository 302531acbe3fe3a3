/** A piece of a formatted amount, so that a page can set the minor units smaller. */
export interface MoneyPart {
  readonly kind: 'sign' | 'major' | 'minor' | 'symbol' | 'space';
  readonly text: string;
}

const MINUS = '\u2212';

/**
 * Formats the contract's decimal string ("-1500.00") without ever making a float of it: the whole part goes through
 * Intl as a bigint, the decimals stay the digits they were.
 */
export function moneyParts(amount: string, currency: string, locale: string): MoneyPart[] {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) return [{ kind: 'major', text: amount }];
  const [, sign = '', whole = '0', decimals = ''] = match;
  const formatter = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals.length,
    maximumFractionDigits: decimals.length,
  });
  const parts = formatter.formatToParts(BigInt(whole)).map((part): MoneyPart => {
    switch (part.type) {
      case 'fraction':
        return { kind: 'minor', text: decimals };
      case 'decimal':
        return { kind: 'minor', text: part.value };
      case 'currency':
        return { kind: 'symbol', text: part.value };
      case 'literal':
        return { kind: 'space', text: '\u00a0' };
      default:
        return { kind: 'major', text: part.value };
    }
  });
  return sign === '-' ? [{ kind: 'sign', text: MINUS }, ...parts] : parts;
}

/** The same as one text: "−1 500,00 ₽". */
export const formatMoney = (amount: string, currency: string, locale: string): string =>
  moneyParts(amount, currency, locale)
    .map((part) => part.text)
    .join('');

/** Is it exactly nothing? By its digits, in whatever number of decimals. */
export const isZeroAmount = (amount: string): boolean => /^-?0+(?:\.0+)?$/.test(amount);
