import { currencyDecimals, ok, refuse, type Result } from '@payport/domain';

export type AmountProblem = 'not_an_amount' | 'ambiguous_amount' | 'too_precise';
/** What stands before the decimals in a file; `either`: not known. */
export type DecimalSign = ',' | '.' | 'either';

/** Spaces that programs put between thousands: plain, no-break, narrow no-break, thin, figure; and the Swiss apostrophe. */
const THOUSANDS = /[ \u00a0\u202f\u2009\u2007'’]/g;
const UNIT = /(?:руб\.?|рублей|р\.|₽|rub|rur|eur|€|usd|\$)$/iu;
const PLAIN = /^[0-9]{1,12}[.,][0-9]{2}$/;
/** Of whole units: a thousand times what the largest hotel takes in a year. */
const MAX_WHOLE_DIGITS = 15;
/** Significant digits that a binary fraction is true to: workbooks keep 1234.56 as 1234.5599999999999. */
const WORKBOOK_DIGITS = 15;

/**
 * Reads an amount as people and programs write it in bank files: `1 234,56`, `1,234.56`, `-12.3`, `1234`, `12,00 руб.`. No float is
 * made of it. `1,234` is refused where the file's decimal sign is not known: it means two amounts.
 * @returns minor units, signed
 */
export function readAmount(text: string, currency: string, decimal: DecimalSign): Result<bigint, AmountProblem> {
  // What nearly all cells hold: two decimals can be nothing else.
  if (PLAIN.test(text) && text[text.length - 3] !== (decimal === ',' ? '.' : decimal === '.' ? ',' : '') && currencyDecimals(currency) === 2) {
    return ok(BigInt(text.slice(0, -3) + text.slice(-2)));
  }
  const match = /^([-+−–]?)([0-9][0-9.,]*)$/u.exec(text.replace(THOUSANDS, '').replace(UNIT, ''));
  if (!match) return refuse('not_an_amount');
  const [, sign = '', digits = ''] = match;
  const point = decimalSignOf(digits, decimal);
  if (point === 'ambiguous') return refuse('ambiguous_amount');
  const at = point === null ? digits.length : digits.lastIndexOf(point);
  const whole = withoutGroups(digits.slice(0, at), point);
  const fraction = digits.slice(at + 1);
  if (whole === null || !/^[0-9]*$/.test(fraction)) return refuse('not_an_amount');
  return minorOf(whole, fraction, sign !== '' && sign !== '+', currency);
}

/** The sign before the decimals, or null where there are none. */
function decimalSignOf(digits: string, decimal: DecimalSign): ',' | '.' | null | 'ambiguous' {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  // With both, the one behind counts, whatever the layout says: people save files with the settings of their own machine.
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  if (comma < 0 && point < 0) return null;
  const sign = comma >= 0 ? ',' : '.';
  const [first = '', second = '', ...more] = digits.split(sign);
  if (more.length > 0) return null;
  if (decimal !== 'either') return sign === decimal ? sign : null;
  return second.length === 3 && !first.startsWith('0') ? 'ambiguous' : sign;
}

/** Digits without the signs between thousands; null where they do not stand between thousands. */
function withoutGroups(whole: string, decimalSign: ',' | '.' | null): string | null {
  const separator = /[.,]/.exec(whole)?.[0];
  if (separator === undefined) return whole;
  if (separator === decimalSign) return null;
  const [first = '', ...rest] = whole.split(separator);
  return /^[0-9]{1,3}$/.test(first) && rest.every((group) => /^[0-9]{3}$/.test(group)) ? first + rest.join('') : null;
}

function minorOf(whole: string, fraction: string, negative: boolean, currency: string): Result<bigint, AmountProblem> {
  const decimals = currencyDecimals(currency);
  if (whole.length > MAX_WHOLE_DIGITS) return refuse('not_an_amount');
  if (/[1-9]/.test(fraction.slice(decimals))) return refuse('too_precise');
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return ok(negative ? -minor : minor);
}

/**
 * Reads a number as a workbook keeps it: a decimal point, perhaps an exponent, and a tail that a binary fraction leaves.
 * @returns minor units, signed
 */
export function readWorkbookAmount(text: string, currency: string): Result<bigint, AmountProblem> {
  const match = /^(-?)([0-9]{1,40})(?:\.([0-9]{1,40}))?(?:[eE]([+-]?[0-9]{1,3}))?$/.exec(text);
  if (!match) return refuse('not_an_amount');
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  let digits = BigInt(whole + fraction);
  // The number is `digits` without its last `scale` decimals.
  let scale = fraction.length - Number(exponent);
  const surplus = digits.toString().length - WORKBOOK_DIGITS;
  if (surplus > 0) {
    const unit = 10n ** BigInt(surplus);
    digits = (digits + unit / 2n) / unit;
    scale -= surplus;
  }
  if (digits === 0n) return ok(0n);
  if (scale <= 0) return -scale > MAX_WHOLE_DIGITS ? refuse('not_an_amount') : minorOf(`${digits}${'0'.repeat(-scale)}`, '', sign === '-', currency);
  const padded = digits.toString().padStart(scale + 1, '0');
  return minorOf(padded.slice(0, -scale), padded.slice(-scale), sign === '-', currency);
}
