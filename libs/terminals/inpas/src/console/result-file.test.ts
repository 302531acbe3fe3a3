import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../code-page.ts';
import { readResultFile, writeResultFile, type ResultReading } from './result-file.ts';

const read = (text: string): ResultReading => readResultFile(encodeText(text));
const plain = (reading: ResultReading): unknown =>
  reading.ok ? reading.fields.map(({ number, value }) => [number, Buffer.from(value).toString('latin1')]) : reading.fault;

describe('the result file', () => {
  it('has one field a line, its number in brackets and its value in quotes', () => {
    expect(plain(read("[0] = '12345'\r\n[27] = '00123456'\r\n[39] = '1'\r\n"))).toEqual([
      [0, '12345'],
      [27, '00123456'],
      [39, '1'],
    ]);
  });

  it('is read with either kind of line end, and without the last one', () => {
    for (const text of ["[0] = '1'\n[39] = '1'\n", "[0] = '1'\r\n[39] = '1'", "[0] = '1'\n[39] = '1'"])
      expect(plain(read(text))).toEqual([
        [0, '1'],
        [39, '1'],
      ]);
  });

  it('keeps values of several lines and quotes inside of them', () => {
    expect(plain(read("[90] = 'CAFE 'DEL MAR'\r\nTOTAL 1.00\r\n'\r\n[39] = '1'\r\n"))).toEqual([
      [90, "CAFE 'DEL MAR'\r\nTOTAL 1.00\r\n"],
      [39, '1'],
    ]);
  });

  it('has empty values', () =>
    expect(plain(read("[14] = ''\r\n[39] = '0'\r\n"))).toEqual([
      [14, ''],
      [39, '0'],
    ]));

  it('may have other lines before, between and behind its fields, which mean nothing', () => {
    expect(plain(read("DC Console 1.2\r\n[39] = '1'\r\n\r\nExchange = 0\r\n[0] = '5'\r\n\r\nbye"))).toEqual([
      [39, '1'],
      [0, '5'],
    ]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['no field', 'ERROR 13\r\n', 'empty'],
    ['a number that is no field', "[256] = '1'\r\n", 'empty'],
    ['a field twice', "[39] = '16'\r\n[39] = '1'\r\n", 'twice'],
    ['a value that is not closed', "[27] = '00123456'\r\n[39] = '1", 'cut'],
    ['a value that is not closed before the next field', "[0] = '123\r\n[39] = '1'\r\n", 'cut'],
    ['an empty value that is not closed', "[39] = '", 'empty'],
    ['zero bytes', "[39] = '1'\r\n\u0000", 'binary'],
  ])('is none with %s', (_what, text, fault) => {
    // A head without its quote is no head; one whose value runs on is cut.
    expect([fault, 'cut']).toContain(plain(read(text)));
    expect(read(text).ok).toBe(false);
  });

  it('is never read as something else where it was cut inside a value', () => {
    const whole = writeResultFile([
      { number: 0, value: encodeText('150000') },
      { number: 39, value: encodeText('16') },
    ]);
    for (let cut = 0; cut < whole.length; cut += 1) {
      const reading = readResultFile(whole.subarray(0, cut));
      const told = plain(reading);
      if (reading.ok) expect(told).toEqual(cut < whole.length - 3 ? [[0, '150000']] : expect.arrayContaining([[0, '150000']]));
    }
  });

  it('gives back what was written, whatever the values', () => {
    const value = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => bytes.map((byte) => (byte === 0 || byte === 0x27 || byte === 0x0a || byte === 0x0d ? 0x20 : byte)));
    const fields = fc.uniqueArray(fc.record({ number: fc.nat(255), value }), { selector: ({ number }) => number, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fields, (written) => {
        expect(readResultFile(writeResultFile(written))).toEqual({ ok: true, fields: written });
      }),
      { numRuns: 150 },
    );
  });

  it('may be anything: reading never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readResultFile(bytes);
      }),
      { numRuns: 200 },
    );
  });
});
