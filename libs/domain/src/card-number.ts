/**
 * Card numbers never enter the system. Drivers truncate, and this detector is the last wall: Luhn + exact issuer length +
 * issuer prefix, across the separators people type.
 */

/** First six and last four, one format everywhere; 13 digits and fewer keep the last four only. */
export function truncateCardNumber(digits: string): string {
  if (digits.length <= 13) return '*'.repeat(Math.max(digits.length - 4, 0)) + digits.slice(-4);
  return `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`;
}

export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Issuer prefix and the lengths that issuer uses (ISO/IEC 7812 ranges as published by the schemes). */
const ISSUERS: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] }, // Mir
  { prefix: /^4/, lengths: [13, 16, 19] }, // Visa
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] }, // Mastercard
  { prefix: /^(50|5[6-9]|6[0-9])/, lengths: [16, 17, 18, 19] }, // Maestro, Discover, UnionPay
  { prefix: /^3[47]/, lengths: [15] }, // American Express
  { prefix: /^(30[0-5]|36|38|39)/, lengths: [14, 16] }, // Diners
  { prefix: /^35(2[89]|[3-8])/, lengths: [16] }, // JCB
  { prefix: /^81/, lengths: [16, 17, 18, 19] }, // UnionPay
  { prefix: /^9(112|860|704)/, lengths: [16] }, // Uzcard, Humo, Napas
];

/** The few issuers whose numbers begin with a digit: most digits in a text begin none. */
const ISSUERS_BY_DIGIT = Array.from({ length: 10 }, (_, digit) =>
  ISSUERS.filter(({ prefix }) =>
    Array.from({ length: 1_000 }, (_, more) => `${digit}${String(more).padStart(3, '0')}`).some((head) => prefix.test(head)),
  ),
);

const issuersOf = (digits: string): typeof ISSUERS => ISSUERS_BY_DIGIT[digits.charCodeAt(0) - 48] ?? [];

/** The same of what is known to be digits. */
const isCardNumberOf = (issuers: typeof ISSUERS, digits: string): boolean =>
  issuers.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && passesLuhn(digits);

/**
 * Whether the whole of a value is a card number: nothing but digits, issuer prefix, exact issuer length, Luhn. A reference
 * with letters or dashes in it is none, whatever a check sum over its characters happens to say.
 */
export const isCardNumber = (value: string): boolean => /^[0-9]+$/.test(value) && isCardNumberOf(issuersOf(value), value);

/** What people put between the groups of a card number: one or two of these. */
const SEPARATORS = /^[ .\-\u00a0\u2009\u2011\u2013]{1,2}$/;
const MOST_DIGITS = 19;
/** No card has a shorter number. */
export const FEWEST_CARD_DIGITS = Math.min(...ISSUERS.flatMap(({ lengths }) => lengths));

/** Most texts hold too few digits for any card number, and need no closer look. */
function holdsDigits(text: string, wanted: number): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39 && (digits += 1) === wanted) return true;
  }
  return false;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

interface Group extends Span {
  /** Only a separator stands between it and the group before. */
  readonly goesOn: boolean;
}

function groupsIn(text: string): readonly Group[] {
  const groups: Group[] = [];
  let before = -1;
  for (const { index: start, 0: digits } of text.matchAll(/[0-9]+/g)) {
    const goesOn = before >= 0 && start - before <= 2 && SEPARATORS.test(text.slice(before, start));
    before = start + digits.length;
    groups.push({ start, end: before, digits, goesOn });
  }
  return groups;
}

/**
 * Where card numbers stand in a text. A number is one or more whole groups of digits in a row, so that it is seen between
 * other digits ("552 4111 1111 1111 1111 12/29") and never inside a longer number.
 */
function cardNumbersIn(text: string): readonly Span[] {
  if (!holdsDigits(text, FEWEST_CARD_DIGITS)) return [];
  const groups = groupsIn(text);
  const found: Span[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const span = cardNumberFrom(groups, first);
    if (!span) continue;
    found.push(span);
    while (first + 1 < groups.length && (groups[first + 1]?.start ?? span.end) < span.end) first += 1;
  }
  return found;
}

function cardNumberFrom(groups: readonly Group[], first: number): Span | null {
  const { start, digits: head } = groups[first] ?? { start: 0, digits: '' };
  // Of one digit alone the issuers are known already, and mostly there is none.
  const issuers = issuersOf(head);
  if (issuers.length === 0) return null;
  let digits = '';
  for (let last = first; last < groups.length; last += 1) {
    const group = groups[last];
    if (!group || (last > first && !group.goesOn)) return null;
    digits += group.digits;
    if (digits.length > MOST_DIGITS) return null;
    if (digits.length >= FEWEST_CARD_DIGITS && isCardNumberOf(issuers, digits)) return { start, end: group.end, digits };
  }
  return null;
}

export const containsCardNumber = (text: string): boolean => cardNumbersIn(text).length > 0;

/** Truncates every card number found in free text; everything else stays as it was. */
export function maskCardNumbers(text: string): string {
  let masked = '';
  let from = 0;
  for (const { start, end, digits } of cardNumbersIn(text)) {
    masked += text.slice(from, start) + truncateCardNumber(digits);
    from = end;
  }
  return masked + text.slice(from);
}

/** An id of ours is none, whatever its digits happen to say. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Digits in the groups that cards are printed in, or in none: of whichever issuer. */
const PRINTED =
  /(?<![0-9])(?:[0-9]{13,19}|[0-9]{4}(?:[ .\-\u00a0\u2009\u2011\u2013]{1,2}[0-9]{4}){2,3}(?:[ .\-\u00a0\u2009\u2011\u2013]{1,2}[0-9]{1,4})?)(?![0-9])/g;

/**
 * Is a full card number in what a person typed? Stricter than `containsCardNumber`: whatever stands between its groups, as
 * long as it is no letter, and of any issuer where it is written as on a card. What is refused by mistake costs nothing.
 */
export function holdsCardNumber(typed: string): boolean {
  const text = typed.replace(UUID, ' x ');
  const printed = (text.match(PRINTED) ?? []).map((number) => number.replace(/[^0-9]/g, ''));
  if (printed.some((digits) => digits.length >= FEWEST_CARD_DIGITS && digits.length <= MOST_DIGITS && passesLuhn(digits))) return true;
  return text.split(/\p{L}+/u).some((part) => groupsMakeCard(part.match(/[0-9]+/g) ?? []));
}

/** Whole groups in a row: people paste a card number with its expiry date, or after a room. */
const groupsMakeCard = (groups: readonly string[]): boolean =>
  groups.some((_, first) => {
    let digits = '';
    for (let at = first; at < groups.length && digits.length <= MOST_DIGITS; at += 1) {
      digits += groups[at] ?? '';
      if (isCardNumber(digits)) return true;
    }
    return false;
  });
