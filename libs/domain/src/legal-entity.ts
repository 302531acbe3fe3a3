/** Weights of the control digits (order of the Federal Tax Service No. ММВ-7-6/435@, annex 3). */
const COMPANY = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_FIRST = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_SECOND = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

const controlDigit = (inn: string, weights: readonly number[]): string =>
  String((weights.reduce((sum, weight, i) => sum + weight * Number(inn.charAt(i)), 0) % 11) % 10);

/** An INN as it may stand on a contract: 10 digits for a company, 12 for a person in business, control digits right. */
export function isInn(text: string): boolean {
  if (/^[0-9]{10}$/.test(text)) return text !== '0000000000' && controlDigit(text, COMPANY) === text.charAt(9);
  if (!/^[0-9]{12}$/.test(text) || text === '000000000000') return false;
  return controlDigit(text, PERSON_FIRST) === text.charAt(10) && controlDigit(text, PERSON_SECOND) === text.charAt(11);
}

/** A KPP: tax office, reason (two digits or capital Latin letters), number. It has no control digit. */
export const isKpp = (text: string): boolean => /^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$/.test(text);
