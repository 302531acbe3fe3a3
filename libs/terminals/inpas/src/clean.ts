import { maskCardNumbers, truncateCardNumber } from '@payport/domain';
import { FIELD } from './constants.ts';
import type { RawField } from './messages.ts';

/**
 * Card data is taken out of the bytes before anything else sees them. Only fields that are known to be harmless are kept;
 * tracks, PIN blocks, keys and whatever a newer terminal may send lose their value.
 */
const KEPT: ReadonlySet<number> = new Set(
  Object.entries(FIELD)
    .filter(([name]) => name !== 'data')
    .map(([, number]) => number),
);

const DROPPED = '<dropped>';

const toText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const toBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** The longest card number there is, ISO/IEC 7812. */
const MOST_DIGITS = 19;

/** A card number, whole or already masked by the terminal: at most the first six and the last four stay. */
export function truncateCard(text: string): string {
  const card = /^[0-9*xX]+/.exec(text.replace(/[ -]/g, ''))?.[0].replace(/[xX]/g, '*') ?? '';
  // Longer ones are a track.
  return card.length > MOST_DIGITS ? DROPPED : truncateCardNumber(card);
}

export interface CleanedField {
  readonly field: RawField;
  readonly fullCardNumber: boolean;
}

/** One byte is one character here, whatever the page: digits are ASCII. */
export function cleanField({ number, value }: RawField): CleanedField {
  if (number === FIELD.data) return { field: { number, value: toBytes(`<${value.length} bytes>`) }, fullCardNumber: false };
  if (!KEPT.has(number)) return { field: { number, value: toBytes(DROPPED) }, fullCardNumber: false };
  const text = toText(value);
  if (number === FIELD.card) {
    return { field: { number, value: toBytes(truncateCard(text)) }, fullCardNumber: /[0-9]{13,}/.test(text.replace(/[ -]/g, '')) };
  }
  const masked = maskCardNumbers(text);
  return { field: { number, value: toBytes(masked) }, fullCardNumber: masked !== text };
}

/** Bytes that could not be read: what they are is not known, so no digit of them is kept. */
export const blankDigits = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte) => (byte >= 0x30 && byte <= 0x39 ? 0x2a : byte));
