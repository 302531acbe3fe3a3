import { describe, expect, it } from 'vitest';
import { containsCardNumber, holdsCardNumber, isCardNumber, maskCardNumbers, truncateCardNumber } from './card-number.ts';

/** Test numbers that the schemes themselves publish. */
const NUMBERS = [
  '4111111111111111',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '3530111333300000',
  '2200000000000053',
  '6011111111111117',
];

describe('the card-number guard', () => {
  it.each(NUMBERS)('sees %s plain and behind separators', (number) => {
    expect(isCardNumber(number)).toBe(true);
    for (const separator of [' ', '-', '.', '\u00a0']) {
      expect(containsCardNumber(`гость: ${number.match(/.{1,4}/g)!.join(separator)}, спасибо`)).toBe(true);
    }
  });

  it.each(['4111111111111112', '159981153122', '20260101120000', '00459991684444445555', 'RMS285', '+7 916 123-45-67', '1234567890123456'])(
    'lets %s pass',
    (text) => {
      expect(containsCardNumber(text)).toBe(false);
    },
  );

  it.each(['4-RMS-2026-00018', '4-RMS-2026-00026', '4RMS285-20261128', '4111-1111-1111-1111', '4111111111111111\n'])(
    'never takes the reference %j for a card number: only digits can be one',
    (reference) => expect(isCardNumber(reference)).toBe(false),
  );

  it('keeps first six and last four, and of short numbers the last four only', () => {
    expect(truncateCardNumber('4111111111111111')).toBe('411111******1111');
    expect(truncateCardNumber('4222222222222')).toBe('*********2222');
  });

  it.each([
    '4111111111111111 12 29',
    '552 4111111111111111',
    'к.12 4111 1111 1111 1111 05/27',
    '1 2 3 4111-1111-1111-1111',
    '4111  1111  1111  1111',
  ])('sees the number among other digits in %j', (text) => expect(containsCardNumber(text)).toBe(true));

  it('never sees one inside a longer number', () => {
    expect(containsCardNumber('94111111111111111')).toBe(false);
    expect(containsCardNumber('41111111111111110001')).toBe(false);
  });

  it('masks each of several numbers', () => {
    expect(maskCardNumbers('4111111111111111 5555555555554444')).toBe('411111******1111 555555******4444');
  });

  it('masks numbers inside text and leaves the rest as it was', () => {
    expect(maskCardNumbers('a 4111-1111-1111-1111 b 159981153122')).toBe('a 411111******1111 b 159981153122');
  });
});

describe('what a person typed', () => {
  it.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111  1111  1111  1111',
    'гость 4111-1111-1111-1111',
    'номер 7, карта 4111111111111111',
    'rrn:4111111111111111',
    '552 4111111111111111',
    '4111 1111 1111 1111 12/29',
    '3782/8224/6310/005',
    // Of no issuer that is known: written as on a card, and the check digit is right.
    '9999999999999995',
    '9999-9999-9999-9995',
  ])('holds a card number: %s', (text) => expect(holdsCardNumber(text)).toBe(true));

  it.each([
    '432112345678',
    '552 1111',
    'RMS 285 12АБ',
    '12.11.2026 14:05 1500',
    '9999999999999996',
    '41111111-1111-4111-8111-111111111111',
    '2026-11-25 04:51 2202 1,5',
  ])('holds none: %s', (text) => expect(holdsCardNumber(text)).toBe(false));
});
