/** Digits as BCD, padded with zeros on the left. @throws RangeError when they do not fit */
export function toBcd(digits: string, bytes: number): Uint8Array {
  if (!/^[0-9]+$/.test(digits) || digits.length > bytes * 2) throw new RangeError(`${bytes} bytes of BCD cannot hold these digits`);
  return fromHex(digits.padStart(bytes * 2, '0'));
}

/** The digits of BCD; null where a nibble is none. */
export function fromBcd(bytes: Uint8Array): string | null {
  const text = toHex(bytes);
  return /^[0-9]*$/.test(text) ? text : null;
}

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');

/** @throws RangeError when the text is not whole bytes in hexadecimal */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new RangeError('not hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
