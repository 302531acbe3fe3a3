import { ok, refuse, type Result } from './result.ts';

/**
 * Money is an integer count of the currency's minor units (kopecks) in a bigint, with its ISO 4217 code.
 * Decimal strings exist only at the edges; a float exists nowhere.
 */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** Currencies whose number of decimals is not two (ISO 4217, list one). */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Largest amount in major units that the contract accepts: 9999999999.99. */
const MAX_MAJOR_DIGITS = 10;

export type AmountRefusal = 'not_a_decimal' | 'too_many_decimals' | 'zero' | 'too_large';

export const currencyDecimals = (currency: string): number => DECIMALS[currency] ?? 2;

/**
 * Reads a signed decimal string: `"1500"`, `"1500.00"`, `"-0.05"`. No exponent, no space, no `+`, no leading zero, digits
 * 0–9 only, at most the currency's own number of decimals.
 */
export function parseAmount(text: string, currency: string): Result<bigint, AmountRefusal> {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text);
  if (!match) return refuse('not_a_decimal');
  const [, sign = '', major = '0', fraction = ''] = match;
  const decimals = currencyDecimals(currency);
  if (fraction.length > decimals) return refuse('too_many_decimals');
  if (major.length > MAX_MAJOR_DIGITS) return refuse('too_large');
  const minor = BigInt(major + fraction.padEnd(decimals, '0'));
  if (minor === 0n) return refuse('zero');
  return ok(sign === '-' ? -minor : minor);
}

/** Always the full number of decimals: `-1500.00`. */
export function formatAmount(amountMinor: bigint, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return amountMinor < 0n ? `-${text}` : text;
}
