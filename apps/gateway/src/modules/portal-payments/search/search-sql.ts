import { firstIdAt } from '../first-id.ts';
import { beginsWordPattern, wholePattern } from './fold.ts';
import type { ConditionTerm, DayRef, Meaning, Term } from './search-terms.ts';

export type Bind = (value: unknown) => string;

/** Behind every word that begins like this, in the order of the bytes. */
const BEHIND = '\u{10ffff}';
/** So many letters of a name's word, and of a room, are kept as a word of the search. */
const WORD_LETTERS = 40;
const ROOM_LETTERS = 60;
const first = (text: string, letters: number): string => Array.from(text).slice(0, letters).join('');
const asPattern = (word: string): string => `% ${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Where a statement reads what never changes about a payment. */
export interface Facts {
  readonly guest: (word: string, bind: Bind) => string;
  readonly room: (values: readonly string[], bind: Bind) => string;
  readonly terminal: (ids: readonly string[], bind: Bind) => string;
  readonly amount: string;
  readonly id: string;
}

/** In the payment `p`. A pattern says the same as folding its name would, in a twentieth of the time. */
export const OF_PAYMENT: Facts = {
  guest: (word, bind) => `p.guest_name ~ ${bind(beginsWordPattern(word))}`,
  room: (values, bind) => `p.room ~ any(${bind(values.map(wholePattern))}::text[])`,
  terminal: (ids, bind) => `p.terminal_id = any(${bind(ids)}::uuid[])`,
  amount: 'p.amount_minor',
  id: 'p.id',
};
/** Beside a word `g` of the payment: folded already. */
export const BESIDE_WORD_FACTS: Facts = {
  guest: (word, bind) => `' ' || g.guest like ${bind(asPattern(word))}`,
  room: (values, bind) => `g.room = any(${bind(values.map((value) => first(value, ROOM_LETTERS)))}::text[])`,
  terminal: (ids, bind) => `exists (select from payment e where e.terminal_id = any(${bind(ids)}::uuid[]) and e.id = g.payment_id)`,
  amount: 'g.amount_minor',
  id: 'g.payment_id',
};
const BESIDE: readonly Meaning['field'][] = ['guest', 'room', 'terminal', 'amount', 'id'];
/** Whether the facts beside a word say it. */
export const isBesideWord = ({ field }: Meaning): boolean => BESIDE.includes(field);

/** What holds of a payment that has this meaning; of `p` where a word does not say it. Terminals are ids by now. */
export function meaningCondition(meaning: Meaning, bind: Bind, facts: Facts = OF_PAYMENT): string {
  switch (meaning.field) {
    case 'rrn':
      return `p.rrn = any(${bind(meaning.values)}::text[])`;
    case 'auth':
      return `p.auth_code = any(${bind(meaning.values)}::text[])`;
    case 'card':
      return `right(p.card_mask, 4) = ${bind(meaning.values[0])}`;
    case 'room':
      return facts.room(meaning.values, bind);
    case 'booking':
      return `p.confirmation_number = any(${bind(meaning.values)}::text[])`;
    case 'pms':
      return `p.pms_transaction_number = any(${bind(meaning.values)}::text[])`;
    case 'terminal':
      return facts.terminal(meaning.values, bind);
    case 'amount':
      return amountCondition(meaning, bind, facts.amount);
    case 'id':
      return `${facts.id} >= ${bind(meaning.min)}::uuid and ${facts.id} <= ${bind(meaning.max)}::uuid`;
    case 'guest':
      return meaning.variants.map((words) => `(${words.map((word) => facts.guest(word, bind)).join(' and ')})`).join(' or ');
  }
}

function amountCondition({ min, max }: Extract<Meaning, { readonly field: 'amount' }>, bind: Bind, amount: string): string {
  if (min !== null && min === max) return `abs(${amount}) = ${bind(String(min))}::bigint`;
  const ends = [
    ...(min === null ? [] : [`abs(${amount}) >= ${bind(String(min))}::bigint`]),
    ...(max === null ? [] : [`abs(${amount}) <= ${bind(String(max))}::bigint`]),
  ];
  return ends.join(' and ');
}

/** A term holds where any of its meanings does; one without a meaning holds nowhere. */
export function termCondition({ meanings, not }: Pick<Term, 'meanings' | 'not'>, bind: Bind, facts: Facts = OF_PAYMENT): string {
  const any = meanings.length === 0 ? 'false' : meanings.map((meaning) => `(${meaningCondition(meaning, bind, facts)})`).join(' or ');
  return not ? `not coalesce(${any}, false)` : `(${any})`;
}

/** Whether the hotel's clocks decide. */
export const isByClock = ({ condition }: ConditionTerm): boolean => condition.on === 'date' || condition.on === 'time';

/** Days and hours by the hotel's own calendar and clocks. `zone`: the name of its time zone in the statement. */
export function clockCondition({ condition, not }: ConditionTerm, bind: Bind, zone: string, nowMs: number): string {
  if (condition.on === 'time') {
    const [from, to] = [`${bind(condition.from)}::int`, `${bind(condition.to)}::int`];
    const minute = `floor(date_part('epoch', (p.created_at at time zone ${zone})::time) / 60)`;
    const within = condition.from <= condition.to ? `${minute} between ${from} and ${to}` : `(${minute} >= ${from} or ${minute} <= ${to})`;
    return not ? `not ${within}` : within;
  }
  if (condition.on !== 'date') return 'true';
  const dayStart = (ref: DayRef, after: number): string => `((${dayOf(ref, bind, zone, nowMs)} + ${after})::timestamp at time zone ${zone})`;
  const ends = [
    ...(condition.from ? [`p.created_at >= ${dayStart(condition.from, 0)}`] : []),
    ...(condition.to ? [`p.created_at < ${dayStart(condition.to, 1)}`] : []),
  ];
  return not ? `not (${ends.join(' and ')})` : `(${ends.join(' and ')})`;
}

export interface IdBound {
  readonly sign: '>=' | '<';
  readonly id: string;
}

/** Ids are ordered by time: days of whatever zone lie between these, and an index leads there. */
export function dateIds({ condition, not }: ConditionTerm, nowMs: number): readonly IdBound[] {
  if (condition.on !== 'date' || not) return [];
  return [
    ...(condition.from ? [{ sign: '>=', id: firstIdAt(dayMs(condition.from, nowMs) - ZONE_MARGIN_MS) } as const] : []),
    ...(condition.to ? [{ sign: '<', id: firstIdAt(dayMs(condition.to, nowMs) + DAY_MS + ZONE_MARGIN_MS) } as const] : []),
  ];
}

const DAY_MS = 86_400_000;
/** The farthest zone, and an hour for the moment between an id and its row. */
const ZONE_MARGIN_MS = 15 * 3_600_000;
const dayMs = (ref: DayRef, nowMs: number): number =>
  'day' in ref ? Date.parse(`${ref.day}T00:00:00Z`) : nowMs - (nowMs % DAY_MS) - ref.daysAgo * DAY_MS;

const dayOf = (ref: DayRef, bind: Bind, zone: string, nowMs: number): string =>
  'day' in ref ? `${bind(ref.day)}::date` : `((${bind(new Date(nowMs))}::timestamptz at time zone ${zone})::date - ${bind(ref.daysAgo)}::int)`;

/** These words alone, or those that begin so; `by`: what of them an index is ordered by. */
export type Words =
  { readonly by: 'g.word'; readonly list: string } | { readonly by: 'g.word' | 'g.four' | 'g.two'; readonly from: string; readonly to: string };

/** How a meaning's payments are found: each is one way through one index, newest first. */
export type Way =
  | { readonly field: Meaning['field']; readonly where: string }
  /** Through words `g`; the condition is on what stands beside them. */
  | { readonly field: Meaning['field']; readonly words: Words; readonly where: string | null };

/** Few letters begin too many words to visit each: for those, indexes are ordered by the first two and by the first four. */
function beginning(word: string, bind: Bind): Words {
  const letters = Array.from(word).length;
  const by = letters > 4 ? 'g.word' : letters > 2 ? 'g.four' : 'g.two';
  return { by, from: bind(word), to: bind(word + BEHIND) };
}

/** Single values instead of lists: then the index also gives the order, and the newest are read first. */
export function waysOf(meaning: Meaning, bind: Bind): readonly Way[] {
  const { field } = meaning;
  const each = (values: readonly string[], condition: (bound: string) => string): readonly Way[] =>
    values.map((value) => ({ field, where: condition(bind(value)) }));
  switch (meaning.field) {
    case 'rrn':
      return each(meaning.values, (value) => `p.rrn = ${value}`);
    case 'auth':
      return each(meaning.values, (value) => `p.auth_code = ${value}`);
    case 'card':
      return each(meaning.values, (value) => `p.card_mask is not null and right(p.card_mask, 4) = ${value}`);
    case 'room':
      return [{ field, words: { by: 'g.word', list: bind(meaning.values.map((value) => `#${first(value, ROOM_LETTERS)}`)) }, where: null }];
    case 'terminal':
      return each(meaning.values, (value) => `p.terminal_id = ${value}::uuid`);
    // Few payments have one number, and a dozen spellings of it would be a dozen ways to plan.
    case 'booking':
    case 'pms':
    case 'amount':
    case 'id':
      return [{ field, where: meaningCondition(meaning, bind) }];
    case 'guest':
      return meaning.variants.map((words) => ({
        field,
        words: beginning(first(longestOf(words), WORD_LETTERS), bind),
        where: words.length > 1 ? meaningCondition({ field: 'guest', variants: [words] }, bind, BESIDE_WORD_FACTS) : null,
      }));
  }
}

const longestOf = (words: readonly string[]): string => words.reduce((a, b) => (b.length > a.length ? b : a), '');
