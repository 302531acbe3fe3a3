import type { BankMappingDefinition, MappingField } from '@payport/contracts';

/** What the editor offers. A test holds it equal to the contract: importing that here would send the whole of zod to the browser. */
export const FIELDS = [
  'operatedAt', 'operatedTime', 'gross', 'kind', 'fee', 'net', 'feeTax', 'tid', 'rrn', 'authCode', 'card', 'state', 'method', 'currency', 'mid', 'outlet', 'inn',
  'cardProduct', 'paymentSystem', 'operationRef', 'orderRef', 'parentRef', 'postedOn', 'registryOn', 'settledOn',
] as const satisfies readonly MappingField[]; // prettier-ignore
export const REQUIRED: readonly MappingField[] = ['operatedAt', 'gross'];
/** What most tables have; the rest is shown on demand. */
export const USUAL: readonly MappingField[] = ['operatedAt', 'operatedTime', 'gross', 'kind', 'fee', 'net', 'tid', 'rrn', 'authCode', 'card'];
export const KINDS = [
  'purchase', 'refund', 'void', 'reversal', 'preauth', 'completion', 'chargeback', 'representment', 'fee', 'sbp_purchase', 'sbp_refund',
] as const satisfies readonly BankMappingDefinition['kindWords'][string][]; // prettier-ignore
export const ENCODINGS = ['auto', 'utf-8', 'cp1251', 'cp866', 'koi8-r'] as const satisfies readonly BankMappingDefinition['encoding'][];
/** Names of encodings are the same in every language. */
export const ENCODING_NAMES: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', cp1251: 'Windows-1251', cp866: 'DOS (866)', 'koi8-r': 'KOI8-R' };
export const SEPARATORS = ['auto', ';', ',', '\t', '|'] as const satisfies readonly BankMappingDefinition['delimiter'][];
export const DECIMALS = ['either', ',', '.'] as const satisfies readonly BankMappingDefinition['decimal'][];
export const DAY_ORDERS = ['day_first', 'month_first'] as const satisfies readonly BankMappingDefinition['dayOrder'][];
export const KIND_RULES = ['column', 'sign', 'purchase', 'refund'] as const satisfies readonly BankMappingDefinition['kindRule'][];
export const FEE_RULES = ['column', 'net', 'rate', 'none'] as const satisfies readonly BankMappingDefinition['feeRule'][];

/** Names of signs in message files, whose keys hold no punctuation. */
export const SIGN_WORD: Readonly<Record<string, string>> = {
  auto: 'auto',
  ';': 'semicolon',
  ',': 'comma',
  '\t': 'tab',
  '|': 'bar',
  either: 'either',
  '.': 'point',
};

/** Decimals of a per cent that are kept: a rate of millionths. */
const RATE_DECIMALS = 4;

/** `1,85` per cent as millionths; null for anything that is no rate from nothing to all. */
export function rateOf(text: string): number | null {
  const parts = /^([0-9]{1,3})(?:[.,]([0-9]{1,4}))?$/.exec(text.trim());
  if (!parts) return null;
  const millionths = Number(`${parts[1] ?? ''}${(parts[2] ?? '').padEnd(RATE_DECIMALS, '0')}`);
  return millionths <= 1_000_000 ? millionths : null;
}

/** Millionths as people write per cent, without zeros that say nothing. */
export function rateText(millionths: number | null, locale: string): string {
  if (millionths === null) return '';
  const digits = String(millionths).padStart(RATE_DECIMALS + 1, '0');
  const rest = digits.slice(-RATE_DECIMALS).replace(/0+$/, '');
  return `${digits.slice(0, -RATE_DECIMALS)}${rest === '' ? '' : `${locale === 'ru' ? ',' : '.'}${rest}`}`;
}
