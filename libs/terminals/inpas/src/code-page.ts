const PAGE = 'windows-1251';
const decoder = new TextDecoder(PAGE);
/** The platform decodes the page and cannot encode it: the table is what it decodes each byte to. */
const LETTERS = decoder.decode(Uint8Array.from({ length: 0x80 }, (_unused, index) => 0x80 + index));

/** Single-byte page: every byte is a character. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A character that the page lacks becomes `?`. */
export function encodeText(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text), (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    const position = LETTERS.indexOf(char);
    return position < 0 ? 0x3f : 0x80 + position;
  });
}
