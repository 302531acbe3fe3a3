import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../vectors/sa-packets.json' with { type: 'json' };
import { PACKET_DATA_LIMIT } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import type { Received } from './messages.ts';
import { serializePacket, serializePart } from './serializer.ts';

const packets = vectors.filter(({ hex }) => hex !== undefined && hex.startsWith('02')).map(({ hex }) => Buffer.from(hex ?? '', 'hex'));
const [first, second, third] = packets as [Buffer, Buffer, Buffer];
const dataOf = (packet: Buffer): Buffer => packet.subarray(3, -2);

/** What was understood, in short: `packet:<hex of its data>` or the name of the byte. */
const short = (received: readonly Received[]): string[] =>
  received.map((item) => (item.what === 'packet' ? `packet:${Buffer.from(item.packet.data).toString('hex')}` : item.what));
const asPacket = (packet: Buffer): string => `packet:${dataOf(packet).toString('hex')}`;

describe('whole packets', () => {
  it.each(packets.map((packet) => [packet]))('reads %j in one piece', (packet) => {
    expect(short(new FrameReader().push(packet))).toEqual([asPacket(packet)]);
  });

  it('reads the same however the bytes were split: at every place, and one by one', () => {
    const stream = Buffer.concat([Buffer.of(0x06), first, Buffer.of(0x04), second, third, Buffer.of(0x15)]);
    const whole = ['ack', asPacket(first), 'eot', asPacket(second), asPacket(third), 'nak'];
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const reader = new FrameReader();
      expect(short([...reader.push(stream.subarray(0, cut)), ...reader.push(stream.subarray(cut))])).toEqual(whole);
    }
    const reader = new FrameReader();
    expect(short(Array.from(stream).flatMap((byte) => reader.push(Buffer.of(byte))))).toEqual(whole);
    expect(reader.waiting).toBe(false);
  });

  it('reads a part and how many follow it', () => {
    const [item] = new FrameReader().push(serializePart(3, Buffer.from('abc')));
    expect(item).toEqual({ what: 'packet', packet: { partsLeft: 3, data: new Uint8Array(Buffer.from('abc')) } });
  });

  it('says that it waits while a packet is not whole', () => {
    const reader = new FrameReader();
    expect(reader.push(first.subarray(0, -1))).toEqual([]);
    expect(reader.waiting).toBe(true);
    expect(short(reader.push(first.subarray(-1)))).toEqual([asPacket(first)]);
    expect(reader.waiting).toBe(false);
  });
});

describe('bytes that are no packet', () => {
  it('keeps noise before and between packets apart from them', () => {
    const stream = Buffer.concat([Buffer.from('xyz'), first, Buffer.from([0xff, 0x00]), second]);
    expect(short(new FrameReader().push(stream))).toEqual(['noise', asPacket(first), 'noise', asPacket(second)]);
  });

  it('never believes a packet with any one bit flipped', () => {
    for (let at = 0; at < first.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(first);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const reader = new FrameReader();
        const received = [...reader.push(flipped), ...reader.giveUp()];
        expect(short(received).filter((what) => what.startsWith('packet'))).toEqual([]);
      }
    }
  });

  it('takes no byte inside a damaged packet for an acknowledgement', () => {
    const packet = Buffer.from(serializePacket([{ number: 19, value: Buffer.from([0x06, 0x15, 0x04, 0x06]) }]));
    packet[packet.length - 1] = (packet.at(-1) ?? 0) ^ 1;
    expect(short(new FrameReader().push(packet))).toEqual(['damaged']);
    const cut = new FrameReader();
    expect(short([...cut.push(packet.subarray(0, -2)), ...cut.giveUp()])).toEqual(['damaged']);
  });

  it('finds the packet behind a byte that only looked like the head of one', () => {
    // 0x02 and the head of the real packet would be a packet of 0x0210 bytes, which never comes.
    const reader = new FrameReader();
    const received = [...reader.push(Buffer.concat([Buffer.of(0x02), first])), ...reader.giveUp()];
    expect(short(received)).toEqual(['damaged', asPacket(first)]);
    expect(reader.waiting).toBe(false);
  });

  it('finds the packet inside a damaged one', () => {
    const stream = Buffer.concat([Buffer.from([0x02, 0x14, 0x00]), first, Buffer.alloc(8, 0x55)]);
    expect(short(new FrameReader().push(stream))).toEqual(['damaged', asPacket(first), 'noise']);
  });

  it.each([0, PACKET_DATA_LIMIT + 256, 0xffff])('takes a head that announces %d bytes for noise at once', (length) => {
    const reader = new FrameReader();
    const received = reader.push(Buffer.concat([Buffer.from([0x02, length & 0xff, length >> 8]), first]));
    expect(short(received).at(-1)).toBe(asPacket(first));
    expect(reader.waiting).toBe(false);
  });

  it('reads the largest packet', () => {
    const packet = serializePacket([{ number: 90, value: new Uint8Array(PACKET_DATA_LIMIT - 3).fill(0x41) }]);
    expect(short(new FrameReader().push(packet))[0]).toMatch(/^packet:/);
  });

  it('keeps no digit of what it could not read, and no more than can be looked at', () => {
    const reader = new FrameReader();
    const broken = Buffer.from(serializePacket([{ number: 10, value: Buffer.from('4111111111111111') }]));
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    const received = [...reader.push(Buffer.from('card 4111111111111111 ')), ...reader.push(broken), ...reader.push(Buffer.alloc(5_000, 0x41))];
    const kept = received.map((item) => ('bytes' in item ? Buffer.from(item.bytes).toString('latin1') : ''));
    expect(kept.join('')).not.toMatch(/[0-9]/);
    expect(kept[0]).toBe('card **************** ');
    expect(Math.max(...kept.map(({ length }) => length))).toBe(256);
  });
});

describe('whatever arrives', () => {
  it('never throws, never keeps more than a packet and a piece, and loses no packet that follows silence', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (chunks) => {
        const reader = new FrameReader();
        for (const chunk of chunks) reader.push(chunk);
        reader.giveUp();
        expect(reader.waiting).toBe(false);
        expect(short(reader.push(first))).toEqual([asPacket(first)]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same for the same bytes, whatever the chunks', () => {
    const bytes = fc.array(fc.oneof(fc.uint8Array({ maxLength: 30 }), fc.constantFrom<Uint8Array>(...packets, Buffer.of(6), Buffer.of(4))), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(bytes, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (pieces, cuts) => {
        const all = Buffer.concat(pieces);
        const whole = new FrameReader();
        const expected = [...whole.push(all), ...whole.giveUp()].filter(({ what }) => what !== 'noise');
        const reader = new FrameReader();
        const got: Received[] = [];
        let at = 0;
        for (const size of [...cuts, all.length]) {
          got.push(...reader.push(all.subarray(at, at + size)));
          at = Math.min(at + size, all.length);
        }
        got.push(...reader.giveUp());
        // Noise comes in as many pieces as it arrived in; what means something does not.
        expect(short(got.filter(({ what }) => what !== 'noise'))).toEqual(short(expected));
      }),
      { numRuns: 200 },
    );
  });

  it('stays bounded under an endless flood, and quick', () => {
    const reader = new FrameReader();
    // Every third byte begins a packet of the largest size that never fits: the costliest flood there is.
    const flood = Buffer.alloc(PACKET_DATA_LIMIT, Buffer.from([0x02, 0xf0, 0x3f]));
    const startMs = performance.now();
    for (let round = 0; round < 4; round += 1) reader.push(flood);
    reader.giveUp();
    // With a checksum for every head it would be seconds.
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(short(reader.push(second))).toEqual([asPacket(second)]);
  });
});
