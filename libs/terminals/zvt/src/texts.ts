/** Code pages of a terminal's texts. `437` is what a terminal speaks that says nothing about it. */
export const CHARSETS = ['cp437', 'iso-8859-1', 'utf-8'] as const;
export type Charset = (typeof CHARSETS)[number];

/** Upper half of code page 437. */
const CP437 = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const utf8 = new TextDecoder('utf-8');
const latin1 = new TextDecoder('latin1');

export function decodeText(bytes: Uint8Array, charset: Charset): string {
  if (charset === 'utf-8') return utf8.decode(bytes);
  if (charset === 'iso-8859-1') return latin1.decode(bytes);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : (CP437[byte - 0x80] ?? '?'))).join('');
}

/** A character that the page lacks becomes `?`. */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  return Uint8Array.from(Array.from(text), (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    if (charset === 'iso-8859-1') return code < 0x100 ? code : 0x3f;
    const position = CP437.indexOf(char);
    return position < 0 ? 0x3f : 0x80 + position;
  });
}

/** What a message itself says about its texts (tag 14). FF: code page 437; FE: UTF-8; 1 to 10: the parts of ISO 8859. */
export function charsetOf(tag: Uint8Array | undefined, otherwise: Charset): Charset {
  const value = tag?.[0];
  if (value === 0xfe) return 'utf-8';
  if (value === 0xff) return 'cp437';
  return value !== undefined && value >= 1 && value <= 0x10 ? 'iso-8859-1' : otherwise;
}
