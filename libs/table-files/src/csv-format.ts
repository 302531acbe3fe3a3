import { looksLikeFormula, type Cell } from './cell.ts';

/** Language of who reads the file. */
export type FileLanguage = 'ru' | 'en';

/** Letters that a file is written with. */
export type FileCharset = 'utf-8' | 'windows-1251';

/** Excel reads numbers by the language that it is set to: with a comma in Russian. */
function textOf(cell: Cell, language: FileLanguage, charset: FileCharset): string {
  switch (cell.type) {
    case 'text': {
      // First the letters, then the guard: what a code page writes for a letter may be what a formula begins with.
      const text = charset === 'utf-8' ? cell.text : within1251(cell.text);
      return looksLikeFormula(text) ? `'${text}` : text;
    }
    case 'number':
      return language === 'ru' ? cell.decimal.replace('.', ',') : cell.decimal;
    case 'count':
      return String(cell.count);
    case 'day':
      return cell.day;
    case 'moment':
      return cell.face.replace('T', ' ');
  }
}

const quoted = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLine = (cells: readonly Cell[], language: FileLanguage, charset: FileCharset): string =>
  `${cells.map((cell) => quoted(textOf(cell, language, charset))).join(';')}\r\n`;

/** Rows as bytes of a file in these letters. */
export function csvBytes(rows: readonly (readonly Cell[])[], language: FileLanguage, charset: FileCharset): Buffer {
  const lines = rows.map((cells) => csvLine(cells, language, charset)).join('');
  return charset === 'utf-8' ? Buffer.from(lines) : bytesIn1251(lines);
}

/** What such a file begins with: the mark by which Excel knows UTF-8. */
export const csvMark = (charset: FileCharset): Buffer => Buffer.from(charset === 'utf-8' ? '\uFEFF' : '');

/** Byte of each character of Windows-1251, for programs that know nothing else. */
const CP1251: ReadonlyMap<string, number> = new Map(
  Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128)), (sign, at) => [sign, at + 128] as const),
);
/** The same by UTF-16 unit: millions of them are looked up for a list. */
const BYTES = new Uint8Array(0x10000).map((_, unit) => (unit < 0x80 ? unit : (CP1251.get(String.fromCharCode(unit)) ?? 0)));

/** Of a text that the code page can say. */
function bytesIn1251(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = BYTES[text.charCodeAt(at)] ?? 0;
  return bytes;
}

/** Written with letters that the code page has: signs, and letters that no mark alone makes different. */
const NEAR: ReadonlyMap<string, string> = new Map([
  ['₽', 'руб.'],
  ['−', '-'],
  ['\u2011', '-'],
  ['\u202f', '\u00a0'],
  ['\u2009', '\u00a0'],
  ...pairs('łŁøØđĐıəƏ', 'lLoOdDieE'),
  ...pairs('әӘғҒқҚңҢөӨұҰүҮһҺҗҖ', 'аАгГкКнНоОуУуУхХжЖ'),
]);

function pairs(from: string, to: string): readonly (readonly [string, string])[] {
  return Array.from(from, (sign, at) => [sign, to[at] ?? sign]);
}

const isIn1251 = (sign: string): boolean => sign < '\u0080' || CP1251.has(sign);

/** A letter without its marks (Müller → Muller) rather than a question mark, which is left for what has no letter near it. */
function letterIn1251(sign: string): string {
  if (isIn1251(sign)) return sign;
  const plain = NEAR.get(sign) ?? sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && Array.from(plain).every(isIn1251) ? plain : '?';
}

/** Nearly every text. */
const WITHIN = new RegExp(`^[\\0-\\x7f${[...CP1251.keys()].join('')}]*$`);

/** The text as the code page can say it. */
const within1251 = (text: string): string => (WITHIN.test(text) ? text : Array.from(text.normalize('NFC'), letterIn1251).join(''));
