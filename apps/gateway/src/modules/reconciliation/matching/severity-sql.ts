import { currencyDecimals } from '@payport/domain';

/** From here on a difference is looked at first, major units: about as much in each currency as ten thousand roubles. */
const HIGH_MAJOR: Readonly<Record<string, number>> = {
  RUB: 10_000,
  AED: 400,
  AMD: 40_000,
  AZN: 200,
  BYN: 350,
  CNY: 800,
  GEL: 300,
  INR: 10_000,
  JPY: 16_000,
  KGS: 10_000,
  KRW: 150_000,
  KWD: 35,
  KZT: 55_000,
  THB: 3_500,
  TRY: 4_500,
  UZS: 1_300_000,
};
/** Of dollars, euros and what else is not named. */
const OTHER_MAJOR = 100;

const minorOf = (currency: string, major: number): bigint => BigInt(major) * 10n ** BigInt(currencyDecimals(currency));

/** The same in minor units, as SQL about a currency. */
export const highMinor = (currency: string): string =>
  `case ${currency} ${Object.entries(HIGH_MAJOR)
    .map(([code, major]) => `when '${code}' then ${minorOf(code, major)}`)
    .join(' ')} else ${minorOf('USD', OTHER_MAJOR)} end`;
