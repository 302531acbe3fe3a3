import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import type { Packet } from './messages.ts';
import { PartJoiner, readPart } from './parts.ts';
import { serializePart } from './serializer.ts';

const part = (partsLeft: number | null, text: string): Packet => ({ partsLeft, data: new Uint8Array(Buffer.from(text)) });
const textOf = (joined: ReturnType<PartJoiner['accept']>): string =>
  joined.joined === 'whole' ? Buffer.from(joined.data).toString() : joined.joined;
const joinAll = (packets: readonly Packet[]): string[] => {
  const joiner = new PartJoiner();
  return packets.map((packet) => textOf(joiner.accept(packet)));
};

describe('parts of a large message', () => {
  it('are joined in their order', () => {
    expect(joinAll([part(2, 'ab'), part(1, 'cd'), part(0, 'ef')])).toEqual(['more', 'more', 'abcdef']);
    expect(joinAll([part(0, 'alone')])).toEqual(['alone']);
  });

  it('leave a message that came whole as it is, and one after the other apart', () => {
    expect(joinAll([part(null, 'x'), part(1, 'ab'), part(0, 'cd'), part(null, 'y')])).toEqual(['x', 'more', 'abcd', 'y']);
  });

  it('count once where our acknowledgement was lost and one came again', () => {
    expect(joinAll([part(1, 'ab'), part(1, 'ab'), part(0, 'cd'), part(0, 'cd')])).toEqual(['more', 'repeated', 'abcd', 'repeated']);
  });

  it('give nothing where one is missing', () => {
    expect(joinAll([part(3, 'ab'), part(1, 'cd'), part(0, 'ef')])).toEqual(['more', 'broken', 'ef']);
    expect(joinAll([part(2, 'ab'), part(0, 'ef')])).toEqual(['more', 'broken']);
  });

  it('begin anew where the sender does', () => {
    expect(joinAll([part(2, 'ab'), part(1, 'cd'), part(2, 'AB'), part(1, 'CD'), part(0, 'EF')])).toEqual(['more', 'more', 'more', 'more', 'ABCDEF']);
  });

  it('are dropped by a message that comes whole in between', () => {
    expect(joinAll([part(1, 'ab'), part(null, 'x'), part(0, 'cd')])).toEqual(['more', 'x', 'cd']);
  });

  it('are refused once together they are larger than any message', () => {
    const big = 'x'.repeat(16_000);
    expect(joinAll([part(9, big), part(8, big), part(7, big), part(6, big)])).toEqual(['more', 'more', 'more', 'broken']);
  });
});

describe('the header of a part', () => {
  it('survives the wire', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.uint8Array({ minLength: 0, maxLength: 200 }), (left, data) => {
        const [item] = new FrameReader().push(serializePart(left, data));
        expect(item).toEqual({ what: 'packet', packet: { partsLeft: left, data } });
      }),
      { numRuns: 100 },
    );
  });

  it('may have other tags beside the number', () => {
    const bytes = Buffer.from([9, 0, 1, 1, 0, 0x41, 2, 2, 0, 0x31, 0x32, 0x58]);
    expect(readPart(bytes)).toEqual({ partsLeft: 12, data: new Uint8Array([0x58]) });
  });

  it.each([
    ['no header', []],
    ['a header longer than the part', [9, 0, 2, 1, 0, 0x30]],
    ['a header without the number', [4, 0, 1, 1, 0, 0x30]],
    ['a number that is none', [4, 0, 2, 1, 0, 0x58]],
    ['an empty number', [3, 0, 2, 0, 0]],
    ['tags that do not come out even', [5, 0, 2, 1, 0, 0x30, 0x00]],
  ])('makes no sense with %s', (_case, bytes) => {
    expect(readPart(Uint8Array.from(bytes))).toBeNull();
  });

  it('makes a packet damaged where it makes no sense', () => {
    const broken = Buffer.from(serializePart(1, Buffer.from('x')));
    const reader = new FrameReader();
    expect(reader.push(broken)[0]?.what).toBe('packet');
    const noNumber = serializePart(Number.NaN, Buffer.from('x'));
    expect(reader.push(noNumber)[0]?.what).toBe('damaged');
  });
});
