/** Bytes of a single-byte page, made with the decoder that the product reads them with. */
export function encodePage(text: string, label: string): Uint8Array {
  const page = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(text, (char) => page.indexOf(char));
}
