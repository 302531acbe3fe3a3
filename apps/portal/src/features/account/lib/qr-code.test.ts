import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { qrCode, qrPath } from './qr-code.ts';

const URI = 'otpauth://totp/PayPort:owner%40grand.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=PayPort';
const digest = (text: string): string => {
  const rows = qrCode(text).map((row) => row.map((cell) => (cell ? '1' : '0')).join(''));
  return createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16);
};

// Drawings that a reader of another make (jsQR 1.4.0) has read back, letter by letter.
it.each([
  ['PayPort', 21, '59f76ad0e1a7aa14'],
  [URI, 41, 'e0da1cbb6326e5ad'],
  ['x'.repeat(300), 69, 'a6c4c99a50e77d18'],
])('is drawn as another reader has read it: %s', (text, size, expected) => {
  expect([qrCode(text).length, digest(text)]).toEqual([size, expected]);
});

it('has its three corners, by which a camera finds it', () => {
  const rows = qrCode(URI);
  const corner = (x: number, y: number): string =>
    [0, 1, 2, 3, 4, 5, 6].map((dy) => [0, 1, 2, 3, 4, 5, 6].map((dx) => (rows[y + dy]?.[x + dx] ? '#' : '.')).join('')).join(' ');
  const expected = '####### #.....# #.###.# #.###.# #.###.# #.....# #######';
  expect([corner(0, 0), corner(rows.length - 7, 0), corner(0, rows.length - 7)]).toEqual([expected, expected, expected]);
});

it('refuses what does not fit instead of cutting it off', () => {
  expect(() => qrCode('x'.repeat(700))).toThrow('does not fit');
});

it('becomes one path', () => {
  expect(
    qrPath([
      [true, false],
      [false, true],
    ]),
  ).toBe('M0 0h1v1h-1zM1 1h1v1h-1z');
});
