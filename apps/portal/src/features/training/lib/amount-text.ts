/** Why a text is no amount, as the page words it. */
export type AmountFault = 'empty' | 'notAnAmount' | 'decimals' | 'zero' | 'large';

export type AmountReading = { readonly ok: true; readonly amount: string } | { readonly ok: false; readonly fault: AmountFault };

/** The contract's limit: 9999999999.99. */
const MAX_WHOLE_DIGITS = 10;
const GROUPS = /[\s\u00a0\u202f]/g;
const MINUSES = /^[\u2212\u2013\u2014-]/;

/**
 * What a cashier typed, as the contract's decimal string: comma or point before the kopecks, spaces between thousands,
 * any minus in front for a refund. What could be read in two ways ("1,500.00", "1.500") is refused, not guessed.
 */
export function readAmount(text: string): AmountReading {
  const typed = text.replace(GROUPS, '').replace(/₽$|руб\.?$|RUB$/i, '');
  if (typed === '') return { ok: false, fault: 'empty' };
  const negative = MINUSES.test(typed);
  const match = /^(\d+)(?:[.,](\d*))?$/.exec(typed.replace(MINUSES, ''));
  if (!match) return { ok: false, fault: 'notAnAmount' };
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  const decimals = match[2] ?? '';
  if (decimals.length > 2) return { ok: false, fault: 'decimals' };
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, fault: 'large' };
  const amount = `${whole}.${decimals.padEnd(2, '0')}`;
  if (/^[0.]+$/.test(amount)) return { ok: false, fault: 'zero' };
  return { ok: true, amount: negative ? `-${amount}` : amount };
}

/** The same amount with other kopecks; the usual one where nothing readable stands there yet. */
export function withKopecks(text: string, kopecks: string): string {
  const reading = readAmount(text);
  return `${reading.ok ? reading.amount.slice(0, -3) : '1500'}.${kopecks}`;
}

export const isRefund = (amount: string): boolean => amount.startsWith('-');
/** "-1500.00" → "1500.00". */
export const withoutSign = (amount: string): string => amount.replace(/^-/, '');

/** As it stands in the field: "1500.05" → "1500,05" in Russian. */
export const typedAmount = (amount: string, locale: string): string => (locale === 'ru' ? amount.replace('.', ',') : amount);
