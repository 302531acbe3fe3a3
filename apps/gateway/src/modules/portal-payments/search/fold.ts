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
