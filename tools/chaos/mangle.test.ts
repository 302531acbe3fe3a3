import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mangle } from './mangle.ts';

const text = (pieces: readonly Buffer[]): string[] => pieces.map((piece) => piece.toString('latin1'));
const bytes = Buffer.from('ABCDEF');

describe('a line that', () => {
  it('has no fault carries every chunk as it is', () => {
    expect(text(mangle(bytes, 0, {}))).toEqual(['ABCDEF']);
    expect(mangle(Buffer.alloc(0), 9, { dropNth: 1, sliceTo: 1 })).toEqual([]);
  });

  it('slices loses nothing, at every size', () => {
    expect(text(mangle(bytes, 0, { sliceTo: 1 }))).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 9 }), (sent, sliceTo) => {
        expect(Buffer.concat(mangle(Buffer.from(sent), 0, { sliceTo }))).toEqual(Buffer.from(sent));
      }),
    );
  });

  it('drops counts from the first byte of the connection, not of the chunk', () => {
    expect(text(mangle(bytes, 0, { dropNth: 3 }))).toEqual(['ABDE']);
    expect(text(mangle(bytes, 1, { dropNth: 3 }))).toEqual(['ACDF']);
  });

  it('flips turns one bit of one byte over, and only of the chunk that holds it', () => {
    expect(text(mangle(bytes, 10, { flipAt: 12 }))).toEqual(['ABBDEF']);
    expect(text(mangle(bytes, 10, { flipAt: 9 }))).toEqual(['ABCDEF']);
    expect(bytes.toString()).toBe('ABCDEF');
  });

  it('repeats sends the piece with that byte twice', () => {
    expect(text(mangle(bytes, 0, { sliceTo: 2, duplicateAt: 3 }))).toEqual(['AB', 'CD', 'CD', 'EF']);
    expect(text(mangle(bytes, 6, { duplicateAt: 3 }))).toEqual(['ABCDEF']);
  });
});
