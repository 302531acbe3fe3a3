/**
 * The letters that are folded here and in the database alike, whatever locale that was made with: the same two rows as in
 * the function `search_fold`. Case, ё and accents make no difference: people spell names as they hear them.
 */
const FROM =
  'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёІЇЄҐЎÀÁÂÃÄÅĀĂĄàáâãäåāăąÇĆČçćčĎĐďđÈÉÊËĒĖĘĚèéêëēėęěĞĢğģÌÍÎÏĪİìíîïīıĶķŁĻłļÑŃŅŇñńņňÒÓÔÕÖØŐòóôõöøőŘřŚŞŠȘśşšșßŢŤȚţťțÙÚÛÜŪŮŰùúûüūůűÝýŸÿŹŻŽźżž';
const TO =
  'абвгдеежзийклмнопрстуфхцчшщъыьэюяеіїєґўaaaaaaaaaaaaaaaaaaccccccddddeeeeeeeeeeeeeeeeggggiiiiiiiiiiiikkllllnnnnnnnnoooooooooooooorrsssssssssttttttuuuuuuuuuuuuuuyyyyzzzzzz';
/** Only separate words. */
const SEPARATORS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„‘’–—\u2011№\u00a0\u2009\u202f\t\r\n';

const FOLDED: ReadonlyMap<string, string> = new Map([
  ...Array.from(FROM, (letter, at) => [letter, TO.charAt(at)] as const),
  ...Array.from(SEPARATORS, (sign) => [sign, ' '] as const),
]);

/** The letters whose folding a test compares with the database's. */
export const FOLDED_LETTERS: readonly string[] = [...FOLDED.keys()];

export const fold = (text: string): string =>
  Array.from(text.normalize('NFC'), (sign) => FOLDED.get(sign) ?? sign)
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/^ +| +$/g, '');

/** The words of a text, folded. */
export const words = (text: string): readonly string[] =>
  fold(text)
    .split(' ')
    .filter((word) => word !== '');

/** Every letter that is folded to this one, as a set of a regular expression. */
const UNFOLDED: ReadonlyMap<string, string> = (() => {
  const sets = new Map<string, string>();
  const add = (folded: string, letter: string): void => void sets.set(folded, (sets.get(folded) ?? '') + letter);
  for (const [letter, folded] of FOLDED) if (folded !== ' ') add(folded, letter);
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') add(letter.toLowerCase(), letter);
  return sets;
})();
const SEPARATOR = `[ ${SEPARATORS.replace(/[-\\\]^]/g, '\\$&')}]`;
const unfolded = (folded: string): string =>
  Array.from(folded, (sign) => (sign === ' ' ? SEPARATOR : UNFOLDED.has(sign) ? `[${sign}${UNFOLDED.get(sign) ?? ''}]` : sign)).join('');

/** A pattern of Postgres for texts that have a word which begins, folded, like this one. */
export const beginsWordPattern = (folded: string): string => `(^|${SEPARATOR})${unfolded(folded)}`;

/** A pattern of Postgres for texts that are this one when they are folded. */
export const wholePattern = (folded: string): string => `^${SEPARATOR}*${unfolded(folded)}${SEPARATOR}*$`;
