import { describe, expect, it } from 'vitest';
import { blankDigits, cleanField, truncateCard } from './clean.ts';
import { FIELD } from './constants.ts';

const clean = (number: number, text: string) => {
  const { field, fullCardNumber } = cleanField({ number, value: Buffer.from(text, 'latin1') });
  return { text: Buffer.from(field.value).toString('latin1'), fullCardNumber };
};

describe('card numbers on the byte buffer', () => {
  it.each([
    ['4111111111111111', '411111******1111'],
    ['4111 1111 1111 1111', '411111******1111'],
    ['2200000000000000053', '220000*********0053'],
    ['5469XXXXXXXX4617', '5469********4617'],
    ['54699912****4617', '546999******4617'],
    ['************4617', '************4617'],
    ['****4617', '****4617'],
    ['', ''],
    ['4111111111111111=25121010000000000000', '411111******1111'],
    ['41111111111111112512101', '<dropped>'],
  ])('turns %s into %s', (given, kept) => expect(truncateCard(given)).toBe(kept));

  it('says that a terminal sent a whole one, and not that it sent a masked one', () => {
    expect(clean(FIELD.card, '4111111111111111')).toEqual({ text: '411111******1111', fullCardNumber: true });
    expect(clean(FIELD.card, '411111******1111')).toEqual({ text: '411111******1111', fullCardNumber: false });
  });

  it('masks them in texts and receipts too, and leaves other numbers', () => {
    expect(clean(FIELD.receipt, '0xDF^^\xca\xe0\xf0\xf2\xe0 4111 1111 1111 1111\r\nRRN 331116000321~')).toEqual({
      text: '0xDF^^\xca\xe0\xf0\xf2\xe0 411111******1111\r\nRRN 331116000321~',
      fullCardNumber: true,
    });
    expect(clean(FIELD.rrn, '331116000321')).toEqual({ text: '331116000321', fullCardNumber: false });
  });

  it.each([
    ['the second track', 12],
    ['a PIN block', 16],
    ['a PIN key', 17],
    ['a work key', 18],
    ['a field that nobody knows', 200],
  ])('drops the value of %s', (_name, number) => {
    expect(clean(number, ';4111111111111111=2512101?')).toEqual({ text: '<dropped>', fullCardNumber: false });
  });

  it('tells only the size of bytes that pass between terminal and bank', () => {
    expect(clean(FIELD.data, 'secret 4111111111111111').text).toBe('<23 bytes>');
  });

  it('blanks every digit of bytes that nobody could read', () => {
    expect(Buffer.from(blankDigits(Buffer.from('a4111111111111111b'))).toString()).toBe('a****************b');
  });
});
