import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from './code-page.ts';

/** The upper half of cp1251 as its own table has it, row by row from 0x80; `·` stands for the one byte without a letter. */
const UPPER = [
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ',
  'ђ‘’“”•–—·™љ›њќћџ',
  '\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї',
  '°±Ііґµ¶·ё№є»јЅѕї',
  'АБВГДЕЖЗИЙКЛМНОП',
  'РСТУФХЦЧШЩЪЫЬЭЮЯ',
  'абвгдежзийклмноп',
  'рстуфхцчшщъыьэюя',
];
/** The byte that the table leaves free. */
const FREE = 0x98;

describe('the page of texts', () => {
  it.each(UPPER.map((letters, row) => [0x80 + row * 16, letters] as const))('from %d on reads and writes %s', (first, letters) => {
    for (const [index, letter] of Array.from(letters).entries()) {
      const byte = first + index;
      if (byte === FREE) continue;
      expect(decodeText(Uint8Array.of(byte)), byte.toString(16)).toBe(letter);
      expect([...encodeText(letter)], letter).toEqual([byte]);
    }
  });

  it('is ASCII below', () => {
    for (let byte = 0; byte < 0x80; byte += 1) {
      expect(decodeText(Uint8Array.of(byte))).toBe(String.fromCharCode(byte));
      expect([...encodeText(String.fromCharCode(byte))]).toEqual([byte]);
    }
  });

  it('has a question mark for what it lacks, one for each character', () => {
    expect(decodeText(encodeText('Чек 漢字 😀 ок'))).toBe('Чек ?? ? ок');
  });

  it('gives every byte back, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(encodeText(decodeText(bytes))).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('never grows: one byte a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(encodeText(text)).toHaveLength(Array.from(text).length);
      }),
      { numRuns: 100 },
    );
  });
});
