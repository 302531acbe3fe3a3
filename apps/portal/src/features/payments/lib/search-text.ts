import { containsCardNumber, isCardNumber } from '@payport/domain';

/** The contract's limit. */
const MAX_LENGTH = 100;

/**
 * Is a full card number in it? The same verdict as the gateway's: one hidden between words, or one that the whole text
 * is, whatever stands between its digits.
 */
export const holdsCardNumber = (text: string): boolean => containsCardNumber(text) || isCardNumber(text.replace(/[^0-9]/g, ''));

/** What of the typed text goes into the address and to the gateway; null where nothing is looked for. */
export function searchText(typed: string): string | null {
  const text = typed.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, MAX_LENGTH);
  return text === '' ? null : text;
}
