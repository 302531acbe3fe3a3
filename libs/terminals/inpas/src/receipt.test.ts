import { expect, it } from 'vitest';
import { decodeText, encodeText } from './code-page.ts';
import { readReceipt } from './receipt.ts';

it('tells slips and the kind of card from the records of a receipt', () => {
  expect(readReceipt('0x4F^AID^A0000000041010~0xDE^Карта^MASTERCARD~0xDF^^Стр 1\r\nСтр 2\r\n~0xDA^^Копия\r\n')).toEqual({
    slip: 'Стр 1\nСтр 2',
    secondSlip: 'Копия',
    cardType: 'MASTERCARD',
  });
});

it('keeps a caret inside a slip', () => {
  expect(readReceipt('0xDF^^a^b~')?.slip).toBe('a^b');
});

it('takes a text without records for the slip itself', () => {
  expect(readReceipt('ОТЧЁТ\r\nИТОГО 2\r\n')).toEqual({ slip: 'ОТЧЁТ\nИТОГО 2', secondSlip: null, cardType: null });
});

it('has no slip where the terminal sent none', () => {
  expect(readReceipt('0xDD^^/~')).toEqual({ slip: null, secondSlip: null, cardType: null });
  expect(readReceipt('  ')).toBeNull();
});

it('loses the empty lines around a slip, and none inside of it', () => {
  expect(readReceipt('0xDF^^\r\n  \n А\n\n\nБ \n \n~')?.slip).toBe(' А\n\n\nБ');
  expect(readReceipt('0xDF^^\r\n\n~0xDA^^x~')).toEqual({ slip: null, secondSlip: 'x', cardType: null });
});

it.each(['\n', '\r', ' '])('reads as much of %j as a message can hold at once', (end) => {
  const startMs = performance.now();
  expect(readReceipt(`0xDF^^a${end.repeat(60_000)}b~`)?.slip).toMatch(/^a[^]*b$/);
  // Read line by line it is a few ms; tried from each line to the end it was fifteen seconds.
  expect(performance.now() - startMs).toBeLessThan(2_000);
});

it('gives printers no control characters', () => {
  expect(readReceipt('0xDF^^a\u001b@b\u0007\tc~')?.slip).toBe('a @b  c');
});

it('writes and reads every letter of the page, and a question mark for others', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_unused, index) => index);
  expect(encodeText(decodeText(bytes))).toEqual(bytes);
  expect(decodeText(encodeText('Чек №1 ← 漢'))).toBe('Чек №1 ? ?');
});
