import { looksLikeFormula, type Cell } from './cell.ts';

/** Language of who reads the file. */
export type FileLanguage = 'ru' | 'en';

/** Excel reads numbers by the language that it is set to: with a comma in Russian. */
function textOf(cell: Cell, language: FileLanguage): string {
  switch (cell.type) {
    case 'text':
      return looksLikeFormula(cell.text) ? `'${cell.text}` : cell.text;
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

export const csvLine = (cells: readonly Cell[], language: FileLanguage): string =>
  `${cells.map((cell) => quoted(textOf(cell, language))).join(';')}\r\n`;

/** Byte of each character of Windows-1251, for programs that know nothing else. */
const CP1251: ReadonlyMap<string, number> = new Map(
  Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128)), (sign, at) => [sign, at + 128] as const),
);
/** Written with letters that the code page has. */
const NEAR: Readonly<Record<string, string>> = { '₽': 'руб.', '−': '-', '\u2011': '-', '\u202f': '\u00a0', '\u2009': '\u00a0' };
const QUESTION = 0x3f;

/** What the code page has no sign for becomes a question mark, as in every program that writes it. */
export function toCp1251(text: string): Buffer {
  const near = text.replace(/[₽−\u2011\u202f\u2009]/g, (sign) => NEAR[sign] ?? sign);
  return Buffer.from(
    Array.from(near.normalize('NFC'), (sign) => {
      const code = sign.codePointAt(0) ?? QUESTION;
      return code < 0x80 ? code : (CP1251.get(sign) ?? QUESTION);
    }),
  );
}

/** By which Excel knows UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
