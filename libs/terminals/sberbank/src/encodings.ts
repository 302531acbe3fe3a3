import { isAscii, isUtf8 as isWholeUtf8 } from 'node:buffer';
import { CP_1251, CP_866, KOI8_R } from './encoding-tables.ts';

/** What bank programs are seen to write: Windows cp866 or cp1251, Linux KOI8-R or cp866, and UTF-8. */
export const ENCODINGS = ['cp866', 'cp1251', 'koi8-r', 'utf-8'] as const;
export type EncodingName = (typeof ENCODINGS)[number];
export const ENCODING_SETTINGS = ['auto', ...ENCODINGS] as const;
export type EncodingSetting = (typeof ENCODING_SETTINGS)[number];

type PageName = Exclude<EncodingName, 'utf-8'>;

/** What a byte above ASCII is in one page, and back. */
interface Page {
  /** Code units by byte, 0x00 to 0xFF. */
  readonly units: Uint16Array;
  readonly bytes: ReadonlyMap<number, number>;
}

function pageOf(upperHalf: string): Page {
  const units = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : upperHalf.charCodeAt(byte - 0x80)));
  return { units, bytes: new Map(Array.from(upperHalf, (char, index) => [char.charCodeAt(0), 0x80 + index])) };
}

const PAGES: Readonly<Record<PageName, Page>> = { cp866: pageOf(CP_866), cp1251: pageOf(CP_1251), 'koi8-r': pageOf(KOI8_R) };
/** The text of these bytes, each looked up in a table of 256 code units. */
function textBy(units: Uint16Array, bytes: Uint8Array): string {
  const text = Buffer.allocUnsafe(2 * bytes.length);
  let at = 0;
  for (const byte of bytes) {
    const unit = units[byte] ?? 0;
    text[at] = unit & 0xff;
    text[at + 1] = unit >> 8;
    at += 2;
  }
  return text.toString('utf16le');
}

/** A character that the page lacks becomes `?`, as the bank's program would print it. */
export function encodeText(text: string, encoding: EncodingName): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const page = PAGES[encoding].bytes;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (const char of text) {
    const unit = char.charCodeAt(0);
    bytes[length] = unit < 0x80 ? unit : ((char.length === 1 ? page.get(unit) : undefined) ?? 0x3f);
    length += 1;
  }
  return bytes.slice(0, length);
}

/** Bytes that are not UTF-8 become U+FFFD; the single-byte pages take every byte. */
export function decodeText(bytes: Uint8Array, encoding: EncodingName): string {
  return encoding === 'utf-8' ? new TextDecoder('utf-8').decode(bytes) : textBy(PAGES[encoding].units, bytes);
}

/** True also for text that was cut inside its last character. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (isWholeUtf8(bytes)) return true;
  // Else only the last character may be cut: three bytes of it at the most.
  const cut = bytes.findLastIndex((byte) => byte >= 0xc0);
  if (cut < 0 || cut < bytes.length - 3 || !isWholeUtf8(bytes.subarray(0, cut))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(cut), { stream: true });
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
export const WORDS = [
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

const UPPER = 1;
const LOWER = 2;

/** What a byte says for or against its page. */
interface Reading {
  /** Code units in upper case with look-alikes as Cyrillic letters, by byte: what the words are looked for in. */
  readonly folded: Uint16Array;
  readonly score: Int8Array;
  /** `UPPER`, `LOWER`, or no letter. */
  readonly letter: Uint8Array;
}

function scoreOf(char: string): number {
  if (char < '\u0080') return 0;
  if (FREQUENT.includes(char.toUpperCase())) return 2;
  return /[А-Яа-яЁё№«»]/.test(char) ? 0 : -4;
}

function readingOf({ units }: Page): Reading {
  const chars = Array.from(units, (unit) => String.fromCharCode(unit));
  return {
    folded: Uint16Array.from(chars, (char) => foldLookalikes(char).charCodeAt(0)),
    score: Int8Array.from(chars, scoreOf),
    letter: Uint8Array.from(chars, (char) => (/[А-ЯЁ]/.test(char) ? UPPER : /[а-яё]/.test(char) ? LOWER : 0)),
  };
}

const READINGS: readonly (readonly [PageName, Reading])[] = (['cp866', 'cp1251', 'koi8-r'] as const).map((name) => [name, readingOf(PAGES[name])]);

/** How much the bytes look like Russian when they are read so: known words first, then letters. */
function plausibility(bytes: Uint8Array, { folded, score, letter }: Reading): number {
  const text = textBy(folded, bytes);
  let sum = 0;
  for (const word of WORDS) if (text.includes(word)) sum += 10 * word.length;
  let before = 0;
  for (const byte of bytes) {
    sum += score[byte] ?? 0;
    const now = letter[byte] ?? 0;
    // Reading KOI8-R as cp1251, or the other way round, swaps the case of letters: `рЕПЛХМЮК` for `Терминал`.
    if (now === UPPER && before === LOWER) sum -= 4;
    before = now;
  }
  return sum;
}

/** The encoding in which these bytes read best. Plain ASCII reads the same in all, and counts as cp866. */
export function sniffEncoding(bytes: Uint8Array): EncodingName {
  if (isAscii(bytes)) return 'cp866';
  if (isUtf8(bytes)) return 'utf-8';
  const scored = READINGS.map(([encoding, reading]) => ({ encoding, score: plausibility(bytes, reading) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).encoding;
}

/** The setting, or what the bytes say where it is `auto` or cannot be true: bytes that are no UTF-8 never were. */
export function chooseEncoding(setting: EncodingSetting, bytes: Uint8Array): EncodingName {
  if (setting === 'auto') return sniffEncoding(bytes);
  return setting === 'utf-8' && !isUtf8(bytes) ? sniffEncoding(bytes) : setting;
}
