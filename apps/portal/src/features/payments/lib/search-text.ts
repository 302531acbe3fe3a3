export { holdsCardNumber } from '@payport/domain';

/** The contract's limit. */
const MAX_LENGTH = 100;

/** What of the typed text goes into the address and to the gateway; null where nothing is looked for. */
export function searchText(typed: string): string | null {
  const text = typed.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, MAX_LENGTH);
  return text === '' ? null : text;
}
