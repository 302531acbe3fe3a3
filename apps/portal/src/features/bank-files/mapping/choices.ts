import type { BankMappingDefinition, MappingField } from '@payport/contracts';

type Target = BankMappingDefinition['target'];
type Word = BankMappingDefinition['kindWords'][string];

/** What the editor offers. A test holds it equal to the contract: importing that here would send the whole of zod to the browser. */
export const TARGETS = ['bank', 'statement', 'posting'] as const satisfies readonly Target[];
export const FIELDS_OF = {
  bank: [
    'operatedAt', 'operatedTime', 'gross', 'kind', 'reason', 'fee', 'net', 'feeTax', 'tid', 'rrn', 'authCode', 'card', 'state', 'method', 'currency', 'mid', 'outlet', 'inn',
    'cardProduct', 'paymentSystem', 'operationRef', 'orderRef', 'parentRef', 'postedOn', 'registryOn', 'settledOn',
  ],
  statement: [
    'bookedOn', 'amount', 'credit', 'debit', 'kind', 'purpose', 'account', 'counterparty', 'documentNumber', 'documentOn', 'documentKind', 'counterpartyInn',
    'counterpartyAccount', 'currency', 'bankRef',
  ],
  posting: [
    'postingRef', 'businessDay', 'amount', 'kind', 'postedAt', 'rrn', 'authCode', 'card', 'tid', 'paymentRef', 'folio', 'room', 'guest', 'cashier', 'currency',
  ],
} as const satisfies Readonly<Record<Target, readonly MappingField[]>>; // prettier-ignore
export const REQUIRED_OF: Readonly<Record<Target, readonly MappingField[]>> = {
  bank: ['operatedAt', 'gross'],
  statement: ['bookedOn', 'amount'],
  posting: ['postingRef', 'businessDay', 'amount'],
};
/** What most tables have; the rest is shown on demand. */
export const USUAL_OF: Readonly<Record<Target, readonly MappingField[]>> = {
  bank: ['operatedAt', 'operatedTime', 'gross', 'kind', 'fee', 'net', 'tid', 'rrn', 'authCode', 'card'],
  statement: ['bookedOn', 'amount', 'credit', 'debit', 'kind', 'purpose', 'account', 'documentNumber'],
  posting: ['postingRef', 'businessDay', 'amount', 'kind', 'rrn', 'card', 'tid', 'guest'],
};
export const KINDS = [
  'purchase', 'refund', 'void', 'reversal', 'preauth', 'completion', 'chargeback', 'representment', 'fee', 'sbp_purchase', 'sbp_refund',
] as const satisfies readonly Word[]; // prettier-ignore
/** What a word in the column of operations may mean in each. */
export const WORDS_OF: Readonly<Record<Target, readonly Word[]>> = { bank: KINDS, statement: ['credit', 'debit'], posting: ['purchase', 'refund'] };
export const ENCODINGS = ['auto', 'utf-8', 'cp1251', 'cp866', 'koi8-r'] as const satisfies readonly BankMappingDefinition['encoding'][];
/** Names of encodings are the same in every language. */
export const ENCODING_NAMES: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', cp1251: 'Windows-1251', cp866: 'DOS (866)', 'koi8-r': 'KOI8-R' };
export const SEPARATORS = ['auto', ';', ',', '\t', '|'] as const satisfies readonly BankMappingDefinition['delimiter'][];
export const DECIMALS = ['either', ',', '.'] as const satisfies readonly BankMappingDefinition['decimal'][];
export const DAY_ORDERS = ['day_first', 'month_first'] as const satisfies readonly BankMappingDefinition['dayOrder'][];
export const KIND_RULES = ['column', 'sign', 'sides', 'purchase', 'refund'] as const satisfies readonly BankMappingDefinition['kindRule'][];
/** Of a statement all of them, of other tables all but the two columns of money. */
export const kindRulesOf = (target: Target): readonly (typeof KIND_RULES)[number][] =>
  target === 'statement' ? KIND_RULES : KIND_RULES.filter((rule) => rule !== 'sides');
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
