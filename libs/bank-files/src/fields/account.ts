import { isCardNumber, truncateCardNumber } from '@payport/domain';

/** An account's number as it may be kept: where a card's number stands in its place, that is cut. An IBAN's digits are none. */
export const keptAccount = (told: string): string => (isCardNumber(told) ? truncateCardNumber(told) : told);
