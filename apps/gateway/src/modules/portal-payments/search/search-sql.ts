import { firstIdAt } from '../first-id.ts';
import type { ConditionTerm, DayRef, Meaning, Term } from './search-terms.ts';

export type Bind = (value: unknown) => string;

/** Behind every word that begins like this, in the order of the bytes. */
const BEHIND = '\u{10ffff}';
const asPattern = (word: string): string => `% ${word.replace(/[\\%_]/g, '\\$&')}%`;

/** What holds of a payment `p` that has this meaning. Terminals are ids by now. */
export function meaningCondition(meaning: Meaning, bind: Bind): string {
  switch (meaning.field) {
    case 'rrn':
      return `p.rrn = any(${bind(meaning.values)}::text[])`;
    case 'auth':
      return `p.auth_code = any(${bind(meaning.values)}::text[])`;
    case 'card':
      return `right(p.card_mask, 4) = ${bind(meaning.values[0])}`;
    case 'room':
      return `search_fold(p.room) = any(${bind(meaning.values)}::text[])`;
    case 'booking':
      return `p.confirmation_number = any(${bind(meaning.values)}::text[])`;
    case 'pms':
      return `p.pms_transaction_number = any(${bind(meaning.values)}::text[])`;
    case 'terminal':
      return `p.terminal_id = any(${bind(meaning.values)}::uuid[])`;
    case 'amount':
      return amountCondition(meaning, bind);
    case 'id':
      return `p.id >= ${bind(meaning.min)}::uuid and p.id <= ${bind(meaning.max)}::uuid`;
    case 'guest':
      return meaning.variants
        .map((words) => `' ' || search_fold(p.guest_name) like all(${bind(words.map(asPattern))}::text[])`)
        .map((condition) => `(${condition})`)
        .join(' or ');
  }
}

function amountCondition({ min, max }: Extract<Meaning, { readonly field: 'amount' }>, bind: Bind): string {
  if (min !== null && min === max) return `abs(p.amount_minor) = ${bind(String(min))}::bigint`;
  const ends = [
    ...(min === null ? [] : [`abs(p.amount_minor) >= ${bind(String(min))}::bigint`]),
    ...(max === null ? [] : [`abs(p.amount_minor) <= ${bind(String(max))}::bigint`]),
  ];
  return ends.join(' and ');
}

/** A term holds where any of its meanings does; one without a meaning holds nowhere. */
export function termCondition({ meanings, not }: Term, bind: Bind): string {
  const any = meanings.length === 0 ? 'false' : meanings.map((meaning) => `(${meaningCondition(meaning, bind)})`).join(' or ');
  return not ? `not coalesce(${any}, false)` : `(${any})`;
}

/** Days by the hotel's own calendar. `zone`: the name of its time zone in the statement. */
export function dateCondition({ condition, not }: ConditionTerm, bind: Bind, zone: string, nowMs: number): string {
  if (condition.on !== 'date') return 'true';
  const dayStart = (ref: DayRef, after: number): string => `((${dayOf(ref, bind, zone, nowMs)} + ${after})::timestamp at time zone ${zone})`;
  const ends = [
    ...(condition.from ? [`p.created_at >= ${dayStart(condition.from, 0)}`] : []),
    ...(condition.to ? [`p.created_at < ${dayStart(condition.to, 1)}`] : []),
  ];
  // Ids are ordered by time: days of whatever zone lie between these, and an index leads there.
  if (!not && condition.from) ends.push(`p.id >= ${bind(firstIdAt(dayMs(condition.from, nowMs) - ZONE_MARGIN_MS))}::uuid`);
  if (!not && condition.to) ends.push(`p.id < ${bind(firstIdAt(dayMs(condition.to, nowMs) + DAY_MS + ZONE_MARGIN_MS))}::uuid`);
  return not ? `not (${ends.join(' and ')})` : `(${ends.join(' and ')})`;
}

const DAY_MS = 86_400_000;
/** The farthest zone, and an hour for the moment between an id and its row. */
const ZONE_MARGIN_MS = 15 * 3_600_000;
const dayMs = (ref: DayRef, nowMs: number): number =>
  'day' in ref ? Date.parse(`${ref.day}T00:00:00Z`) : nowMs - (nowMs % DAY_MS) - ref.daysAgo * DAY_MS;

const dayOf = (ref: DayRef, bind: Bind, zone: string, nowMs: number): string =>
  'day' in ref ? `${bind(ref.day)}::date` : `((${bind(new Date(nowMs))}::timestamptz at time zone ${zone})::date - ${bind(ref.daysAgo)}::int)`;

/** How a meaning's payments are found: each is one way through one index, newest first. */
export interface Way {
  readonly field: Meaning['field'];
  /** Conditions on `p` that the index answers; without them the way leads through guests' words. */
  readonly where: string | null;
  readonly guestWord?: { readonly from: string; readonly to: string };
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
      return each(meaning.values, (value) => `p.room is not null and search_fold(p.room) = ${value}`);
    case 'booking':
      return each(meaning.values, (value) => `p.confirmation_number = ${value}`);
    case 'pms':
      return each(meaning.values, (value) => `p.pms_transaction_number = ${value}`);
    case 'terminal':
      return each(meaning.values, (value) => `p.terminal_id = ${value}::uuid`);
    case 'amount':
    case 'id':
      return [{ field, where: meaningCondition(meaning, bind) }];
    case 'guest':
      return meaning.variants.map((words) => {
        const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '').slice(0, 40);
        return {
          field,
          where: words.length > 1 ? meaningCondition({ field: 'guest', variants: [words] }, bind) : null,
          guestWord: { from: bind(longest), to: bind(longest + BEHIND) },
        };
      });
  }
}
