import { describe, expect, it } from 'vitest';
import { writerOf } from './write-now.ts';

const portOf = (fd: number | null): Parameters<typeof writerOf>[0] => ({ port: { fd } });
const BYTES = Uint8Array.of(1, 2, 3);

describe('the write that does not wait', () => {
  it('tells how many bytes the system took', () => {
    const calls: unknown[] = [];
    const write = ((fd: number, bytes: Uint8Array) => (calls.push([fd, bytes]), 2)) as unknown as NonNullable<Parameters<typeof writerOf>[2]>;
    expect(writerOf(portOf(7), 'linux', write)?.(BYTES)).toBe(2);
    expect(calls).toEqual([[7, BYTES]]);
  });

  it('takes nothing where the system is busy, the port broken or closed: the library says what is wrong', () => {
    const refuses = (() => {
      throw Object.assign(new Error('again'), { code: 'EAGAIN' });
    }) as unknown as NonNullable<Parameters<typeof writerOf>[2]>;
    expect(writerOf(portOf(7), 'linux', refuses)?.(BYTES)).toBe(0);
    expect(writerOf(portOf(null), 'linux')?.(BYTES)).toBe(0);
  });

  it('is none on Windows, whose ports have handles, and of a port that is not open', () => {
    expect(writerOf(portOf(7), 'win32')).toBeNull();
    expect(writerOf({}, 'linux')).toBeNull();
  });
});
