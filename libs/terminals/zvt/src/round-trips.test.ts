import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApdu, writeApdu } from './apdu.ts';
import { fromBcd, fromHex, joined, toBcd, toHex } from './bcd.ts';
import { readBitmaps, writeBitmap } from './bitmaps.ts';
import { CURRENCIES, MAX_AMOUNT_MINOR } from './constants.ts';
import type { EcrCommand, StatusInformation } from './messages.ts';
import { parseBytes } from './parser.ts';
import { serializeCommand } from './serializer.ts';
import { readCommand, writeAbort, writeCompletion, writeIntermediate, writePrintBlock, writeStatus, writeTotals } from './terminal.ts';
import { CHARSETS, charsetOf, decodeText, encodeText } from './texts.ts';
import { readTlvLength, readTlvs, tlvLength, writeTlv } from './tlv.ts';

const RUNS = { numRuns: 300 };
const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));
const amountMinor = fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR });
const currency = fc.constantFrom(...Object.values(CURRENCIES));
const password = digits(6);
const receipt = digits(4);

/** Every order that the protocol room can say. */
const command: fc.Arbitrary<EcrCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('registration' as const),
    password,
    config: fc.integer({ min: 0, max: 255 }),
    currency,
    tlv: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('authorization' as const, 'reservation' as const), amountMinor, currency }),
  fc.record({ kind: fc.constant('reversal' as const), password, receipt, amountMinor, currency }),
  fc.record({ kind: fc.constant('refund' as const), password, amountMinor, currency }),
  fc.record({ kind: fc.constantFrom('book_total' as const, 'reservation_reversal' as const), receipt, amountMinor, currency }),
  fc.record({ kind: fc.constant('partial_reversal' as const), receipt, unusedMinor: amountMinor, currency }),
  fc.record({
    kind: fc.constantFrom('end_of_day' as const, 'status_enquiry' as const, 'turnover_totals' as const, 'initialisation' as const),
    password,
  }),
  fc.record({ kind: fc.constant('repeat_receipt' as const), password, print: fc.boolean() }),
  fc.record({ kind: fc.constant('reprint_receipts' as const), password, fromReceipt: receipt, toReceipt: receipt }),
  fc.record({ kind: fc.constantFrom('diagnosis' as const, 'abort' as const, 'log_off' as const) }),
);

describe('what was written is read', () => {
  it('of every order of ours, by the terminal', () => {
    fc.assert(
      fc.property(command, (one) => {
        expect(readCommand(readApdu(serializeCommand(one))!)).toEqual(one);
      }),
      { numRuns: 1_000 },
    );
  });

  it('and two different orders never have the same bytes', () => {
    fc.assert(
      fc.property(command, command, (one, other) => {
        fc.pre(JSON.stringify(one, bigints) !== JSON.stringify(other, bigints));
        expect(toHex(serializeCommand(one))).not.toBe(toHex(serializeCommand(other)));
      }),
      RUNS,
    );
  });

  it('of an order that lost or gained a byte nothing is made', () => {
    fc.assert(
      fc.property(command, fc.boolean(), (one, gains) => {
        const bytes = serializeCommand(one);
        expect(readApdu(gains ? joined(bytes, Uint8Array.of(0)) : bytes.slice(0, -1))).toBeNull();
      }),
      RUNS,
    );
  });

  it('of every status of a terminal, field by field', () => {
    const told = fc.record(
      {
        resultCode: fc.integer({ min: 0, max: 255 }),
        amountMinor,
        currency,
        receipt,
        trace: digits(6),
        turnover: digits(6),
        terminalId: digits(8),
        authCode: fc.stringMatching(/^[A-Z0-9]{1,8}$/),
        date: digits(4),
        time: digits(6),
        expiry: digits(4),
        merchantId: fc.stringMatching(/^[A-Z0-9]{1,15}$/),
        cardName: fc.stringMatching(/^[A-Za-z]{1,20}$/),
        additionalText: fc.stringMatching(/^[A-Za-z]{1,60}$/),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(told, (status) => {
        const message = parseBytes(writeStatus(status));
        if (message?.kind !== 'status') throw new Error(`read as ${message?.kind}`);
        const fields = Object.keys(message.status) as (keyof StatusInformation)[];
        const read = Object.fromEntries(fields.map((field) => [field, message.status[field]]));
        const whole = Object.fromEntries(fields.map((field) => [field, (status as Record<string, unknown>)[field] ?? null]));
        expect(read).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('of the sums of a day, brand by brand', () => {
    const brand = fc.record({ count: fc.integer({ min: 0, max: 255 }), amountMinor });
    fc.assert(
      fc.property(receipt, receipt, fc.array(brand, { minLength: 7, maxLength: 7 }), (from, to, brands) => {
        const message = parseBytes(writeStatus({ resultCode: 0, totals: writeTotals(from, to, brands) }));
        if (message?.kind !== 'status') throw new Error('no status');
        const { totals } = message.status;
        expect([totals?.fromReceipt, totals?.toReceipt]).toEqual([from, to]);
        expect(totals?.brands.map(({ count, amountMinor: sum }) => ({ count, amountMinor: sum }))).toEqual(brands);
      }),
      RUNS,
    );
  });

  it('of an intermediate status with the minutes that it asks for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }), (code, minutes) => {
        expect(parseBytes(writeIntermediate(code, minutes))).toEqual({
          kind: 'intermediate',
          code,
          timeoutMinutes: minutes ?? null,
          text: null,
        });
      }),
      RUNS,
    );
  });

  it('of a completion, of an abort, and of a state', () => {
    fc.assert(
      fc.property(digits(8), fc.integer({ min: 0, max: 255 }), (terminalId, code) => {
        expect(parseBytes(writeCompletion({ terminalId }))).toMatchObject({ kind: 'completion', terminalId });
        expect(parseBytes(writeAbort(code))).toMatchObject({ kind: 'abort', resultCode: code });
        expect(parseBytes(writeCompletion({ terminalStatus: code === 0x06 || code >= 0xf0 ? 0 : code }), { enquiry: true })).toMatchObject({
          kind: 'completion',
          terminalStatus: code === 0x06 || code >= 0xf0 ? 0 : code,
        });
      }),
      RUNS,
    );
  });

  it('of a receipt, line by line and in UTF-8', () => {
    const line = fc.stringMatching(/^[A-Za-zÄÖÜäöüß€Жш .:-]{0,40}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const message = parseBytes(writePrintBlock(lines));
        if (message?.kind !== 'print') throw new Error('nothing printed');
        expect(message.lines.map(({ text }) => text).slice(0, lines.length)).toEqual(lines);
        expect(message.lines.at(-1)?.last).toBe(true);
      }),
      RUNS,
    );
  });
});

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

describe('the parts of messages', () => {
  it('BCD of any digits that fit is those digits, padded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (bytes, seed) => {
        const text = String(seed).slice(0, bytes * 2);
        expect(fromBcd(toBcd(text, bytes))).toBe(text.padStart(bytes * 2, '0'));
      }),
      RUNS,
    );
  });

  it('BCD with a nibble above nine anywhere is no number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), (bytes) => {
        expect(fromBcd(bytes) === null).toBe(/[a-f]/.test(toHex(bytes)));
      }),
      RUNS,
    );
  });

  it('hexadecimal is the bytes, in either case of letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
      RUNS,
    );
  });

  it('a row of bitmaps is read in its order, to its end', () => {
    const fixed = fc.constantFrom([0x27, 1], [0x19, 1], [0x87, 2], [0x49, 2], [0x0b, 3], [0x88, 3], [0x29, 4], [0x04, 6], [0x3b, 8], [0x2a, 15]);
    const one = fc.oneof(
      fixed.chain(([number, size]) => fc.tuple(fc.constant(number), fc.uint8Array({ minLength: size, maxLength: size }))),
      fc.tuple(fc.constantFrom(0x22, 0x8b, 0xf1), fc.uint8Array({ maxLength: 99 })),
      fc.tuple(fc.constantFrom(0x3c, 0x60, 0x06), fc.uint8Array({ maxLength: 600 })),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.uint8Array({ maxLength: 4 }), (row, before) => {
        const data = joined(before, ...row.map(([number, value]) => writeBitmap(number, value)));
        const { list, brokenAt } = readBitmaps(data, before.length);
        expect(brokenAt).toBeNull();
        expect(list.map(({ number, value }) => [number, toHex(value)])).toEqual(row.map(([number, value]) => [number, toHex(value)]));
        for (const { at, value } of list) expect(toHex(data.slice(at, at + value.length))).toBe(toHex(value));
      }),
      RUNS,
    );
  });

  it('a row that is cut anywhere is read up to the bitmap that was cut', () => {
    const row = [writeBitmap(0x27, Uint8Array.of(0)), writeBitmap(0x04, toBcd('1000', 6)), writeBitmap(0x3c, encodeText('TEXT', 'cp437'))];
    const data = joined(...row);
    const ends = row.map((_, index) => joined(...row.slice(0, index + 1)).length);
    for (let cut = 0; cut <= data.length; cut += 1) {
      const { list, brokenAt } = readBitmaps(data.slice(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      expect([cut, list.length]).toEqual([cut, whole]);
      expect([cut, brokenAt]).toEqual([cut, cut === 0 || ends.includes(cut) ? null : (ends[whole - 1] ?? 0)]);
    }
  });

  it('a BER length is read as written, and ends where the value begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (length) => {
        const written = tlvLength(length);
        expect(readTlvLength(written, 0)).toEqual({ length, next: written.length });
        expect(readTlvLength(joined(Uint8Array.of(7), written), 1)).toEqual({ length, next: written.length + 1 });
        for (let cut = 0; cut < written.length; cut += 1) expect(readTlvLength(written.slice(0, cut), 0)).toBeNull();
      }),
      RUNS,
    );
  });

  it.each(['80', '83', '84', 'ff'])('a length that begins with %s is none of this protocol', (hex) => {
    expect(readTlvLength(fromHex(`${hex}01020304`), 0)).toBeNull();
  });

  it('a container inside a container is read at its place in the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 }), (values) => {
        const bytes = writeTlv(0x25, joined(...values.map((value) => writeTlv(0x07, value))));
        const [outer] = readTlvs(bytes)!;
        expect(outer!.children.map(({ value }) => toHex(value))).toEqual(values.map(toHex));
        for (const { at, value } of outer!.children) expect(toHex(bytes.slice(at, at + value.length))).toBe(toHex(value));
      }),
      RUNS,
    );
  });

  it('a message of any length is one message, and two in a row are none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 700 }), (control, count) => {
        const bytes = writeApdu({ control, data: new Uint8Array(count).fill(0x41) });
        expect(readApdu(bytes)).toMatchObject({ control });
        expect(readApdu(joined(bytes, bytes))).toBeNull();
      }),
      RUNS,
    );
  });
});

describe('texts', () => {
  it.each(CHARSETS)('of plain letters are the same in %s', (charset) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,60}$/), (text) => {
        expect(decodeText(encodeText(text, charset), charset)).toBe(text);
      }),
      RUNS,
    );
  });

  it('of code page 437 have a sign for each of its 256 bytes, and no two the same', () => {
    const all = decodeText(
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
      'cp437',
    );
    expect(new Set(all).size).toBe(256);
    expect(encodeText(all.slice(128), 'cp437')).toEqual(Uint8Array.from({ length: 128 }, (_, index) => 128 + index));
  });

  it.each([
    ['ff', 'cp437'],
    ['fe', 'utf-8'],
    ['01', 'iso-8859-1'],
    ['02', 'iso-8859-1'],
    ['10', 'iso-8859-1'],
    ['00', 'cp437'],
    ['11', 'cp437'],
    ['', 'cp437'],
  ] as const)('whose message says %j are read as %s', (tag, charset) => expect(charsetOf(fromHex(tag), 'cp437')).toBe(charset));

  it('whose message says nothing are read as the settings say', () => {
    for (const charset of CHARSETS) expect(charsetOf(undefined, charset)).toBe(charset);
  });
});
