import { describe, expect, it } from 'vitest';
import { byteCount, hexRows } from './hex-dump.ts';

describe('hex dump', () => {
  it('shows offsets, bytes and what of them is printable', () => {
    expect(hexRows('302c0d0aee', 4)).toEqual([
      { offset: '0000', hex: '30 2C 0D 0A', ascii: '0,..' },
      { offset: '0004', hex: 'EE         ', ascii: '.' },
    ]);
  });

  it('loses no byte at any length', () => {
    for (let length = 0; length < 70; length += 1) {
      const hex = 'ab'.repeat(length);
      expect(
        hexRows(hex)
          .map((row) => row.hex.replaceAll(' ', ''))
          .join('')
          .toLowerCase(),
      ).toBe(hex);
      expect(byteCount(hex)).toBe(length);
    }
  });
});
