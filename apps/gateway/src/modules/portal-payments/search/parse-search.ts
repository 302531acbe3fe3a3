import type { SearchField } from '@payport/contracts';
import { holdsCardNumber, PAYMENT_STATUSES, type PaymentOutcome } from '@payport/domain';
import { fold, words } from './fold.ts';
import { codeVariants, otherLayout } from './keyboard-layout.ts';
import { kindsLike, operatorOf, outcomeNamed, outcomesLike, withColons, withSpoken, type Operator } from './operators.ts';
import type { Condition, Meaning, SearchQuery } from './search-terms.ts';
import { readAmount, readDays, readDayWord, readId } from './search-values.ts';
import { readTime } from './time-of-day.ts';

export type SearchRefusal = 'card-number';

/** More words than a person means. */
const MOST_TERMS = 10;

interface Token {
  readonly text: string;
  readonly not: boolean;
  /** What stands before the colon. */
  readonly name: string | null;
  readonly value: string;
}

const TOKEN = /(-)?(?:([\p{L}]{2,}):)?(?:"([^"]+)"|«([^»]+)»|(\S+))/gu;
/** "1 500,00" and "1 500" with a space that does not break are one amount; two numbers with a plain space are two. */
const SPACED_AMOUNT = /(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=[.,]\d{2}(?!\d))|(?<![\d.,])\d{1,3}(?:[\u00a0\u202f]\d{3})+(?![\d.,])/gu;

/** What money is shown with ("−1 500,00 ₽", "₽1,500.00", "1500 руб."): amounts are compared without sign and currency. */
const ADORNMENT = /(?<=\d)\s*(?:\p{Sc}|(?:р\.|руб\.?)(?!\S))|(?:\u2212\s*)?\p{Sc}\s*(?=\d)|\u2212(?=\d)/giu;
const ENGLISH_AMOUNT = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?=\.\d{2}(?!\d))/gu;
const READABLE = /[\p{L}\p{N}]/u;

/** Signs between words ("№ 552", "Иванов · 552") say nothing; alone they are kept, and told. */
function tokens(text: string): readonly Token[] {
  const typed = withSpoken(withColons(text.normalize('NFC')))
    .replace(SPACED_AMOUNT, (amount) => amount.replace(/\D/g, ''))
    .replace(ENGLISH_AMOUNT, (amount) => amount.replaceAll(',', ''))
    .replace(ADORNMENT, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const all = split(typed);
  const readable = all.filter((token) => READABLE.test(token.text));
  return readable.length === 0 ? all : readable;
}

function split(typed: string): readonly Token[] {
  return Array.from(typed.matchAll(TOKEN), ([whole, minus, name, quoted, guillemets, plain]) => ({
    text: whole,
    not: minus !== undefined,
    name: name ?? null,
    value: (quoted ?? guillemets ?? plain ?? '').trim(),
  }));
}

/**
 * Reads the search box. Null where nothing is looked for. Whoever pastes a card number is told so, and the digits go
 * nowhere: neither to the database nor into the answer.
 */
export function parseSearch(text: string, nowMs: number): SearchQuery | null | SearchRefusal {
  if (holdsCardNumber(text)) return 'card-number';
  const read = tokens(text);
  if (read.length === 0) return null;
  const query: { -readonly [K in keyof SearchQuery]: SearchQuery[K][number][] } = {
    texts: read.map(({ text: typed }) => typed),
    terms: [],
    conditions: [],
    unclear: [],
  };
  for (const { text: typed } of read.slice(MOST_TERMS)) query.unclear.push({ text: typed, problem: 'many' });
  for (const token of read.slice(0, MOST_TERMS)) {
    const { text: typed, not, name, value } = token;
    const operator = name === null ? null : operatorOf(name);
    if (name !== null && operator === null) query.unclear.push({ text: typed, problem: 'operator' });
    else if (operator === 'status' || operator === 'kind' || operator === 'date' || operator === 'time') {
      const condition = conditionOf(operator, value, nowMs);
      if (condition) query.conditions.push({ text: typed, condition, not });
      else query.unclear.push({ text: typed, problem: 'value' });
    } else if (operator !== null) {
      const meaning = meaningOf(operator, value);
      if (meaning) query.terms.push({ text: typed, meanings: [meaning], not });
      else query.unclear.push({ text: typed, problem: 'value' });
    } else {
      const days = readDayWord(fold(value));
      const meanings = freeMeanings(value);
      const outcomes = outcomeNamed(value);
      if (days) query.conditions.push({ text: typed, condition: { on: 'date', ...days }, not });
      else if (outcomes.length > 0) query.conditions.push({ text: typed, condition: { on: 'outcome', values: outcomes }, not });
      else if (meanings.length > 0) query.terms.push({ text: typed, meanings, not });
      else query.unclear.push({ text: typed, problem: 'value' });
    }
  }
  return query;
}

function conditionOf(operator: 'status' | 'kind' | 'date' | 'time', value: string, nowMs: number): Condition | null {
  if (operator === 'time') return readTime(value);
  if (operator === 'date') {
    const days = readDayWord(fold(value)) ?? readDays(value, nowMs);
    return days && { on: 'date', ...days };
  }
  const parts = value.split(',').filter((part) => part !== '');
  if (operator === 'kind') {
    const kinds = parts.map(kindsLike);
    return kinds.length === 0 || kinds.some((list) => list.length === 0) ? null : { on: 'kind', values: kinds.flat() };
  }
  return statusCondition(parts);
}

/** Outcomes by their words, exact states by their names in the API. */
function statusCondition(parts: readonly string[]): Condition | null {
  const exact = PAYMENT_STATUSES.filter((status) => parts.some((part) => part.toLowerCase() === status));
  const outcomes: PaymentOutcome[][] = parts.map((part) => [...outcomesLike(part)]);
  if (parts.length === 0) return null;
  if (outcomes.every((list) => list.length > 0)) return { on: 'outcome', values: outcomes.flat() };
  return exact.length === parts.length ? { on: 'status', values: exact } : null;
}

const upper = (text: string): string => text.toUpperCase();
const cases = (variants: readonly string[]): readonly string[] => [
  ...new Set(variants.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()])),
];
const guestOf = (value: string): Meaning | null => {
  const other = otherLayout(value);
  const variants = [value, ...(other === null ? [] : [other])].map(words).filter((list) => list.length > 0);
  return variants.length === 0 ? null : { field: 'guest', variants };
};
const roomOf = (value: string): Meaning => ({ field: 'room', values: [...new Set(codeVariants(value).map(fold))].filter((text) => text !== '') });
const AUTH_CODE = /^[0-9A-Za-z]{6}$/;
const authOf = (value: string): Meaning | null => {
  const code = codeVariants(value).find((variant) => AUTH_CODE.test(variant));
  return code === undefined ? null : { field: 'auth', values: [...new Set([code, upper(code), code.toLowerCase()])] };
};

function meaningOf(field: SearchField, value: string): Meaning | null {
  switch (field) {
    case 'rrn':
      return /^\d{1,12}$/.test(value) ? { field, values: [value] } : null;
    case 'auth':
      return authOf(value);
    case 'card':
      return /^\*{0,4}\d{4}$/.test(value) ? { field, values: [value.slice(-4)] } : null;
    case 'room':
      return fold(value) === '' ? null : roomOf(value);
    case 'guest':
      return guestOf(value);
    case 'booking':
    case 'pms':
      return { field, values: cases(codeVariants(value)) };
    case 'amount':
      return readAmount(value);
    case 'terminal':
      return { field, values: [...new Set(codeVariants(value).map(fold))] };
    case 'id':
      return readId(value);
  }
}

/** Room and TID are short; what is longer is neither. */
const LONGEST_ROOM = 12;
const TID = /^\d{8}$/;

/** What a word without an operator can mean, the surest first. */
function freeMeanings(value: string): readonly Meaning[] {
  const fields: Operator[] = [];
  if (/^\d{12}$/.test(value)) fields.push('rrn');
  if (AUTH_CODE.test(value) || (/\d/.test(value) && authOf(value) !== null)) fields.push('auth');
  if (/^\*{0,4}\d{4}$/.test(value)) fields.push('card');
  if (value.length <= LONGEST_ROOM) fields.push('room');
  if (/\p{L}/u.test(value)) fields.push('guest');
  fields.push('booking', 'pms');
  if (/^\d/.test(value)) fields.push('amount');
  if (TID.test(value)) fields.push('terminal');
  if (/\d/.test(value)) fields.push('id');
  return fields.flatMap((field) => {
    const meaning = !READABLE.test(value) ? null : meaningOf(field as SearchField, value);
    return meaning === null ? [] : [meaning];
  });
}
