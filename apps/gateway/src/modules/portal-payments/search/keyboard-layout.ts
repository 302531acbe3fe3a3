/** The same keys on a Russian and on an English keyboard. */
const RUSSIAN = 'йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ';
const ENGLISH = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~';

const TO_RUSSIAN = new Map(Array.from(ENGLISH, (key, at) => [key, RUSSIAN.charAt(at)]));
const TO_ENGLISH = new Map(Array.from(RUSSIAN, (key, at) => [key, ENGLISH.charAt(at)]));

const CYRILLIC = /[а-яё]/i;
const LATIN = /[a-z]/i;

/**
 * What the same keys give on the other keyboard: "ghbdtn" is "привет". Null where that says nothing: no letters, or letters
 * of both.
 */
export function otherLayout(text: string): string | null {
  const [cyrillic, latin] = [CYRILLIC.test(text), LATIN.test(text)];
  if (cyrillic === latin) return null;
  const keys = cyrillic ? TO_ENGLISH : TO_RUSSIAN;
  return Array.from(text, (key) => keys.get(key) ?? key).join('');
}

/** Letters that look the same in both alphabets: in "12А" nobody sees which A it is. */
const LOOK_CYRILLIC = 'АВЕКМНОРСТУХаеорсух';
const LOOK_LATIN = 'ABEKMHOPCTYXaeopcyx';
const LOOKS_LATIN = new Map(Array.from(LOOK_CYRILLIC, (letter, at) => [letter, LOOK_LATIN.charAt(at)]));
const LOOKS_CYRILLIC = new Map(Array.from(LOOK_LATIN, (letter, at) => [letter, LOOK_CYRILLIC.charAt(at)]));

/** A code as it may have been meant: typed, on the other keyboard, and with the letters that look the same. Without repeats. */
export function codeVariants(text: string): readonly string[] {
  const alike = [LOOKS_LATIN, LOOKS_CYRILLIC].map((letters) => Array.from(text, (letter) => letters.get(letter) ?? letter).join(''));
  const other = otherLayout(text);
  return [...new Set([text, ...alike, ...(other === null ? [] : [other])])];
}
