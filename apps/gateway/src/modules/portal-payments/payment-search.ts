import { isCardNumber } from '@payport/domain';

/** What a person typed into the search box, by what it can mean. */
export interface SearchTerm {
  /** As typed, folded: compared with the whole of room and confirmation number. */
  readonly whole: string;
  /** Folded words; a guest's name must hold each of them. None where digits alone were typed: no name has them. */
  readonly words: readonly string[];
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly lastFour: string | null;
}

export type SearchRefusal = 'card-number';

/** The alphabet that is folded here and in the database alike, whatever locale that was made with. */
export const FOLD_FROM = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё';
export const FOLD_TO = 'абвгдеежзийклмнопрстуфхцчшщъыьэюяе';

/** Case and ё/е make no difference: people spell names as they hear them. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');

/**
 * Reads the search box. Null where nothing is looked for. Whoever pastes a card number is told so, and the digits go
 * nowhere: neither to the database nor into the answer.
 */
export function parseSearch(text: string): SearchTerm | null | SearchRefusal {
  const typed = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (typed === '') return null;
  if (holdsCardNumber(typed)) return 'card-number';
  const whole = fold(typed);
  return {
    whole,
    words: /^[\d ]+$/.test(whole) ? [] : whole.split(' '),
    rrn: /^\d{12}$/.test(typed) ? typed : null,
    authCode: /^[0-9A-Za-z]{6}$/.test(typed) ? typed.toUpperCase() : null,
    lastFour: /^\d{4}$/.test(typed) ? typed : null,
  };
}

/** Longest card number there is (ISO/IEC 7812). */
const LONGEST_CARD_NUMBER = 19;

/**
 * Whatever stands between its groups or beside it: people paste a card number with its expiry date, or after a room. A
 * search that is refused by mistake costs nothing.
 */
function holdsCardNumber(text: string): boolean {
  const groups = text.match(/[0-9]+/g) ?? [];
  return groups.some((_, first) => {
    let digits = '';
    for (let i = first; i < groups.length && digits.length <= LONGEST_CARD_NUMBER; i += 1) {
      digits += groups[i] ?? '';
      if (isCardNumber(digits)) return true;
    }
    return false;
  });
}
