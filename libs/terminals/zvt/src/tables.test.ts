import { describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import { readBitmaps, writeBitmap } from './bitmaps.ts';
import { classify, refusalOf, stageOf } from './result-map.ts';
import { RESULT_ROWS, type ResultClass } from './tables/result-codes.ts';
import { findTlv, readTlvs, writeTlv } from './tlv.ts';

/** What a class of codes means for an order that it ends: a broken line and the system's own doubt prove nothing. */
const VERDICT: Readonly<Record<ResultClass, 'declined' | 'cancelled' | 'unknown'>> = {
  card: 'declined',
  'not-allowed': 'declined',
  eod: 'declined',
  setup: 'declined',
  cancel: 'cancelled',
  decline: 'declined',
  device: 'declined',
  comms: 'unknown',
  protocol: 'declined',
  busy: 'declined',
  reversal: 'declined',
  amount: 'declined',
  preauth: 'declined',
  printer: 'declined',
  goods: 'declined',
  system: 'unknown',
};

describe('every code', () => {
  it.each(RESULT_ROWS.map(([code, resultClass]) => ({ code, resultClass })))(
    '$code ($resultClass) ends an order as its class does',
    ({ code, resultClass }) => {
      const found = classify(code);
      expect(found.verdict).toBe(VERDICT[resultClass]);
      // Only a code that no table explains alerts people.
      expect('unmapped' in found && found.unmapped).toBe(false);
      expect('decline' in found && found.decline.terminalCode).toBe(code.toString(16).toUpperCase().padStart(2, '0'));
    },
  );

  it.each(Array.from({ length: 99 }, (_, index) => index + 1))('%i of the host is a refusal in words', (code) => {
    const found = classify(code);
    expect(found).toMatchObject({ verdict: 'declined', decline: { terminalCode: String(code).padStart(2, '0') } });
    expect('decline' in found && found.decline.message.ru).toMatch(/[а-я]/);
  });

  it('of one byte has a meaning or is unknown, and only 0 is an approval', () => {
    const verdicts = Array.from({ length: 256 }, (_, code) => classify(code).verdict);
    expect(verdicts.flatMap((verdict, code) => (verdict === 'approved' ? [code] : []))).toEqual([0]);
    for (let code = 0; code < 256; code += 1) expect(refusalOf(code).advice.en).toMatch(/\S/);
  });
});

describe('every intermediate status', () => {
  const STAGES: Readonly<Record<string, readonly number[]>> = {
    present_card: [0x0a, 0x2a],
    enter_pin: [0x01, 0x02, 0x15, 0xcc],
    authorizing: [0x04, 0x0e, 0x17, 0xd2, 0xd3],
    other_card: [0x03, 0x07, 0x08, 0x09, 0x0c, 0x10, 0x19],
    remove_card: [0x0b, ...Array.from({ length: 0x5d - 0x41 + 1 }, (_, index) => 0x41 + index)],
  };

  it.each(Array.from({ length: 256 }, (_, code) => code))('%i shows its stage and no other', (code) => {
    const stage = Object.entries(STAGES).find(([, codes]) => codes.includes(code))?.[0] ?? null;
    expect(stageOf(code)).toBe(stage);
  });
});

describe('every bitmap', () => {
  const FIXED: Readonly<Record<number, readonly number[]>> = {
    1: [
      0x01, 0x02, 0x03, 0x05, 0x19, 0x27, 0x72, 0x73, 0x74, 0x75, 0x8a, 0x8c, 0xa0, 0xd0, 0xd2, 0xd3, 0xe0, 0xe9, 0xea, 0xf0, 0xf9, 0xfa, 0xfb, 0xfc,
      0xfd,
    ],
    2: [0x0d, 0x0e, 0x17, 0x3a, 0x49, 0x87],
    3: [0x0b, 0x0c, 0x37, 0x3d, 0x88, 0xaa],
    4: [0x29, 0x70, 0x71],
    5: [0xba],
    6: [0x04],
    8: [0x3b, 0xeb],
    15: [0x2a],
  };
  const rows = Object.entries(FIXED).flatMap(([size, numbers]) => numbers.map((number) => [number, Number(size)] as const));

  it.each(rows)('%i has %i bytes: no fewer, no more', (number, size) => {
    const value = new Uint8Array(size).fill(0x12);
    const written = writeBitmap(number, value);
    expect(toHex(written)).toBe(toHex(Uint8Array.of(number, ...value)));
    expect(readBitmaps(written)).toMatchObject({ brokenAt: null, list: [{ number, at: 1 }] });
    expect(readBitmaps(written.slice(0, -1)).brokenAt).toBe(0);
    expect(() => writeBitmap(number, new Uint8Array(size + 1))).toThrow(RangeError);
  });

  it.each([0, 9, 10, 99])('of two digits holds %i bytes, and of three up to 999', (count) => {
    expect(readBitmaps(writeBitmap(0x22, new Uint8Array(count))).list[0]?.value.length).toBe(count);
    expect(readBitmaps(writeBitmap(0x3c, new Uint8Array(count * 10))).list[0]?.value.length).toBe(count * 10);
  });

  it('that is not in the table ends the reading: nothing says how long it is', () => {
    const known = new Set([
      ...rows.map(([number]) => number),
      0x06,
      0x22,
      0x23,
      0x2d,
      0x4c,
      0x8b,
      0xa7,
      0xd1,
      0x24,
      0x2e,
      0x3c,
      0x60,
      0x92,
      0x9a,
      0xaf,
    ]);
    for (let number = 0xe1; number <= 0xe8; number += 1) known.add(number);
    for (let number = 0xf1; number <= 0xf8; number += 1) known.add(number);
    for (let number = 0; number < 256; number += 1) {
      if (!known.has(number)) expect(readBitmaps(Uint8Array.of(0x27, 0, number, 0, 0)).brokenAt).toBe(2);
    }
  });
});

describe('containers', () => {
  const nested = (depth: number): Uint8Array =>
    Array.from({ length: depth }).reduce<Uint8Array>((inner) => writeTlv(0x25, inner), writeTlv(0x07, Uint8Array.of(0x41)));

  it.each([0, 1, 4, 8])('an object is found %i containers deep', (depth) => {
    expect(findTlv(readTlvs(nested(depth)) ?? [], 0x07)?.value).toEqual(Uint8Array.of(0x41));
  });

  it('deeper ones are not followed: bytes that only look like containers cost nothing', () => {
    expect(findTlv(readTlvs(nested(40)) ?? [], 0x07)).toBeNull();
  });

  it.each(['0701', '0782', '078301000041', '1f', '1f8080808001'])('%s is no row of whole objects', (hex) => {
    expect(readTlvs(Uint8Array.from(Buffer.from(hex, 'hex')))).toBeNull();
  });
});
