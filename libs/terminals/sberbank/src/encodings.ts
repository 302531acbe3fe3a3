import { CP_1251, CP_866, KOI8_R } from './encoding-tables.ts';

/** What bank programs are seen to write: Windows cp866 or cp1251, Linux KOI8-R or cp866, and UTF-8. */
export const ENCODINGS = ['cp866', 'cp1251', 'koi8-r', 'utf-8'] as const;
export type EncodingName = (typeof ENCODINGS)[number];
export const ENCODING_SETTINGS = ['auto', ...ENCODINGS] as const;
export type EncodingSetting = (typeof ENCODING_SETTINGS)[number];

const UPPER_HALF: Readonly<Record<Exclude<EncodingName, 'utf-8'>, string>> = { cp866: CP_866, cp1251: CP_1251, 'koi8-r': KOI8_R };

/** A character that the page lacks becomes `?`, as the bank's program would print it. */
export function encodeText(text: string, encoding: EncodingName): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const page = UPPER_HALF[encoding];
  return Uint8Array.from(Array.from(text), (char) => {
    const code = char.charCodeAt(0);
    if (char.length === 1 && code < 0x80) return code;
    const position = page.indexOf(char);
    return position < 0 ? 0x3f : 0x80 + position;
  });
}

/** Bytes that are not UTF-8 become U+FFFD; the single-byte pages take every byte. */
export function decodeText(bytes: Uint8Array, encoding: EncodingName): string {
  if (encoding === 'utf-8') return new TextDecoder('utf-8').decode(bytes);
  const page = UPPER_HALF[encoding];
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : page.charAt(byte - 0x80))).join('');
}

/** True also for text that was cut inside its last character. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // The decoder's way to say no.
  }
}

const LATIN = 'ABCEHKMOPTXY';
const CYRILLIC = 'АВСЕНКМОРТХУ';

/** Upper case with Latin look-alikes as Cyrillic letters: terminals print `ОДОБРЕHО` with a Latin H and `Kарта` with a Latin K. */
export const foldLookalikes = (text: string): string =>
  text.toUpperCase().replace(/[ABCEHKMOPTXY]/g, (letter) => CYRILLIC.charAt(LATIN.indexOf(letter)));

/** Words that terminals print on slips and in messages. */
const WORDS = [
  'ТЕРМИНАЛ',
  'КАРТА',
  'ОДОБРЕ',
  'ОПЛАТА',
  'ВОЗВРАТ',
  'ОТМЕНА',
  'ОПЕРАЦИ',
  'ПРЕРВАН',
  'СУММА',
  'КЛИЕНТ',
  'МЕРЧАНТ',
  'ОТКАЗ',
  'НЕДОСТАТОЧНО',
  'СРЕДСТВ',
  'СВЯЗ',
  'БАНК',
  'ОШИБКА',
  'ПОВТОРИТЕ',
  'НЕВЕРНЫЙ',
  'КОНТРОЛЬНАЯ',
  'СВЕРКА',
];
/** The ten most frequent Russian letters: nearly two thirds of any text. */
const FREQUENT = 'ОЕАИНТСРВЛ';

/** How much the text looks like Russian: known words first, then letters. */
function plausibility(text: string): number {
  const folded = foldLookalikes(text);
  let score = 0;
  for (const word of WORDS) if (folded.includes(word)) score += 10 * word.length;
  for (const char of text) {
    if (char < '\u0080') continue;
    if (FREQUENT.includes(char.toUpperCase())) score += 2;
    else if (!/[А-Яа-яЁё№«»]/.test(char)) score -= 4;
  }
  // Reading KOI8-R as cp1251, or the other way round, swaps the case of letters: `рЕПЛХМЮК` for `Терминал`.
  score -= 4 * (text.match(/[а-яё][А-ЯЁ]/g)?.length ?? 0);
  return score;
}

/** The encoding in which these bytes read best. Plain ASCII reads the same in all, and counts as cp866. */
export function sniffEncoding(bytes: Uint8Array): EncodingName {
  if (bytes.every((byte) => byte < 0x80)) return 'cp866';
  if (isUtf8(bytes)) return 'utf-8';
  const candidates = ['cp866', 'cp1251', 'koi8-r'] as const;
  const scored = candidates.map((encoding) => ({ encoding, score: plausibility(decodeText(bytes, encoding)) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).encoding;
}

/** The setting, or what the bytes say where it is `auto` or cannot be true: bytes that are no UTF-8 never were. */
export function chooseEncoding(setting: EncodingSetting, bytes: Uint8Array): EncodingName {
  if (setting === 'auto') return sniffEncoding(bytes);
  return setting === 'utf-8' && !isUtf8(bytes) ? sniffEncoding(bytes) : setting;
}
