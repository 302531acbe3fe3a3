import { decoderOf, type FileEncoding } from '../text/encoding.ts';

const QUESTION = 0x3f;
const BYTE_ORDER_MARK = '\ufeff';
/** Written with letters that a single-byte page has. */
const NEAR: Readonly<Record<string, string>> = { '₽': 'руб.', '−': '-', '\u202f': '\u00a0', '\u2009': '\u00a0' };

type Page = Exclude<FileEncoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;
const pages = new Map<Page, ReadonlyMap<string, number>>();

/** Byte of each character of a page, made with the decoder that reads it. */
function pageOf(encoding: Page): ReadonlyMap<string, number> {
  const made =
    pages.get(encoding) ??
    new Map(Array.from(decoderOf(encoding, false).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)), (sign, byte) => [sign, byte]));
  pages.set(encoding, made);
  return made;
}

/**
 * Bytes of a text in the encoding that a file is wanted in; UTF-16 begins with its mark. What a page has no sign for becomes a
 * question mark, as in every program that writes it.
 */
export function encodeText(text: string, encoding: FileEncoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(BYTE_ORDER_MARK + text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(BYTE_ORDER_MARK + text, 'utf16le').swap16();
  const page = pageOf(encoding);
  return Buffer.from(
    Array.from(
      text.replace(/[₽−\u202f\u2009]/g, (sign) => NEAR[sign] ?? sign),
      (sign) => page.get(sign) ?? QUESTION,
    ),
  );
}
