import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReceiveBuffer, ReceiveOverflow } from './receive-buffer.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const text = (taken: Uint8Array | null): string | null => (taken === null ? null : Buffer.from(taken).toString('latin1'));

it('gives the same lines however the bytes were cut into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{0,8}$/), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }),
      (lines, cuts) => {
        const all = bytes(lines.map((line) => `${line}\n`).join(''));
        const buffer = new ReceiveBuffer();
        const got: string[] = [];
        let at = 0;
        for (const size of [...cuts, all.length]) {
          buffer.push(all.subarray(at, at + size));
          at = Math.min(at + size, all.length);
          for (let line = buffer.takeThrough(10); line !== null; line = buffer.takeThrough(10)) got.push(text(line) ?? '');
        }
        expect(got).toEqual(lines.map((line) => `${line}\n`));
        expect(buffer.length).toBe(0);
      },
    ),
  );
});

it('takes nothing while the message is not whole', () => {
  const buffer = new ReceiveBuffer();
  buffer.push(bytes('abc'));
  expect(buffer.take(4)).toBeNull();
  expect(buffer.takeThrough(10)).toBeNull();
  expect(text(buffer.peek())).toBe('abc');
  expect(text(buffer.take(3))).toBe('abc');
});

it('refuses more than its limit and keeps what it had', () => {
  const buffer = new ReceiveBuffer(4);
  buffer.push(bytes('abcd'));
  expect(() => buffer.push(bytes('e'))).toThrow(ReceiveOverflow);
  expect(text(buffer.peek())).toBe('abcd');
  buffer.clear();
  expect(buffer.length).toBe(0);
});

it('keeps its own copy of what it was given', () => {
  const given = Buffer.from('abc');
  const buffer = new ReceiveBuffer();
  buffer.push(given);
  given.fill(0);
  expect(text(buffer.peek())).toBe('abc');
});

it.each([0, -1, 1.5, Number.NaN])('has no limit of %d bytes', (limit) => {
  expect(() => new ReceiveBuffer(limit)).toThrow(RangeError);
});
