import { readAmount } from '../fields/amount.ts';
import { readMoment } from '../fields/moment.ts';

/** What the purpose of a credit says of the registry that it pays. The credit is net; the gross sum is net + fee + refunds. */
export interface AcquiringCredit {
  readonly mid: string | null;
  /** Day of the registry: of the operations, or the day after. */
  readonly registryOn: string | null;
  readonly feeMinor: bigint | null;
  readonly feeTaxMinor: bigint | null;
  readonly grossMinor: bigint | null;
  readonly refundsMinor: bigint | null;
  readonly operations: number | null;
}

/** Wordings as public parsers show them. */
const IS_ACQUIRING = /эквайринг|по операциям с МБК|по операциям\s.*мерчант|реестр\S* платежей|acquiring/i;
/** With either sign before the kopecks, as banks write them; never a part of a longer number. */
const AMOUNT = String.raw`(-?[0-9][0-9 \u00a0]*(?:[.,][0-9]{1,2})?)(?![0-9]|[.,][0-9])`;
const PATTERNS = {
  mid: /мерчант\S*\s*(?:№|N|#|:)?\s*([0-9]{6,15})/i,
  registryOn: /(?:дата реестра|\sза)\s+([0-9]{2}\.[0-9]{2}\.[0-9]{4})/i,
  fee: new RegExp(String.raw`комисси\S*\s*:?\s*${AMOUNT}`, 'i'),
  feeTax: new RegExp(String.raw`\(\s*в т\.?\s?ч\.?\s*НДС\s*${AMOUNT}`, 'i'),
  gross: new RegExp(String.raw`сумма\s*(?:операций)?\s*:?\s*${AMOUNT}`, 'i'),
  refunds: new RegExp(String.raw`возврат\S*\s*(?:покупк\S*)?\s*:?\s*${AMOUNT}`, 'i'),
  operations: /операций\s*:?\s*([0-9]{1,7})/i,
} as const;

/** Reads the purpose of a credit; null where it pays no acquiring. */
export function readAcquiringCredit(purpose: string): AcquiringCredit | null {
  if (!IS_ACQUIRING.test(purpose)) return null;
  const found = (pattern: RegExp): string | null => pattern.exec(purpose)?.[1]?.trim() ?? null;
  const amount = (pattern: RegExp): bigint | null => {
    const text = found(pattern);
    const result = text === null ? null : readAmount(text, 'RUB', text.includes(',') ? ',' : '.');
    return result?.ok === true ? result.value : null;
  };
  const day = found(PATTERNS.registryOn);
  const moment = day === null ? null : readMoment(day);
  const operations = found(PATTERNS.operations);
  return {
    mid: found(PATTERNS.mid),
    registryOn: moment?.ok === true ? moment.value.day : null,
    feeMinor: amount(PATTERNS.fee),
    feeTaxMinor: amount(PATTERNS.feeTax),
    grossMinor: amount(PATTERNS.gross),
    refundsMinor: amount(PATTERNS.refunds),
    operations: operations === null ? null : Number(operations),
  };
}
