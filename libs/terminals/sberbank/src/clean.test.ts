import fc from 'fast-check';
import { containsCardNumber } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { cardHashOf, cleanArguments, cleanResultFile, cleanSlip } from './clean.ts';
import { decodeText, encodeText, ENCODINGS } from './encodings.ts';
import { parseResultFile } from './parser.ts';
import { APPROVED, SLIP } from './testing/bench.ts';
import { serializeResultFile } from './terminal-result.ts';
import { renderSlip } from './terminal-slip.ts';

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const PAN = '5469991234564618';
const HASH = '0123456789ABCDEF0123456789ABCDEF01234567';

describe('cleaning the result file', () => {
  it("drops the card's hash, the track and the guest's contact, and keeps every other line as it was", () => {
    const lines = latin1(serializeResultFile(APPROVED, { encoding: 'cp866' })).split('\r\n');
    lines[11] = 'track three';
    lines[18] = 'guest@example.com';
    const { bytes, fullCardNumber } = cleanResultFile(Uint8Array.from(lines.join('\r\n'), (char) => char.charCodeAt(0)));
    const cleaned = latin1(bytes).split('\r\n');
    expect(fullCardNumber).toBe(false);
    expect([10, 11, 18].map((index) => cleaned[index])).toEqual(['<dropped>', '<dropped>', '<dropped>']);
    for (const [index, line] of lines.entries()) if (![10, 11, 18].includes(index)) expect(cleaned[index]).toBe(line);
  });

  it.each(ENCODINGS)('truncates a full card number on the bytes, before any decoding, in %s', (encoding) => {
    const { bytes, fullCardNumber } = cleanResultFile(serializeResultFile({ ...APPROVED, cardMask: PAN }, { encoding }));
    expect(fullCardNumber).toBe(true);
    expect(latin1(bytes)).not.toContain('123456');
    expect(parseResultFile(bytes, encoding)).toMatchObject({ ok: true, file: { cardMask: '546999******4618', requestId: APPROVED.requestId } });
  });

  it("truncates any long number in the card's line, even one that no issuer's check digit fits", () => {
    const { bytes } = cleanResultFile(serializeResultFile({ ...APPROVED, cardMask: '1234567890123456' }, { encoding: 'cp866' }));
    expect(latin1(bytes)).toContain('123456******3456');
  });

  it('drops the hash wherever another layout puts it', () => {
    expect(latin1(cleanResultFile(encodeText(`0\r\n5\r\n${HASH}\r\n`, 'cp866')).bytes)).toBe('0\r\n5\r\n<dropped>\r\n');
  });

  it('leaves line ends alone: a cut file still looks cut at the same place', () => {
    const whole = serializeResultFile({ ...APPROVED, cardHash: '' }, { encoding: 'cp866' });
    for (let length = 0; length <= whole.length; length += 1)
      expect(cleanResultFile(whole.subarray(0, length)).bytes).toEqual(whole.slice(0, length));
  });

  it('lets no card number through, wherever it stands', () => {
    const place = fc.nat({ max: 22 });
    fc.assert(
      fc.property(place, fc.constantFrom('', ' ', '-'), (index, separator) => {
        const lines = latin1(serializeResultFile(APPROVED, { encoding: 'cp866' })).split('\r\n');
        lines[index] = `x ${PAN.match(/.{4}/g)?.join(separator)} y`;
        return !containsCardNumber(latin1(cleanResultFile(Uint8Array.from(lines.join('\r\n'), (char) => char.charCodeAt(0))).bytes));
      }),
    );
  });
});

describe('cleaning the slip', () => {
  it.each(ENCODINGS)('keeps application id, reference and check line, in %s', (encoding) => {
    const bytes = encodeText(renderSlip(SLIP), encoding);
    expect(cleanSlip(bytes, HASH)).toEqual({ bytes, fullCardNumber: false });
  });

  it('truncates a full card number and says so', () => {
    const { bytes, fullCardNumber } = cleanSlip(encodeText(renderSlip({ ...SLIP, cardMask: '5469 9912 3456 4618' }), 'cp866'), null);
    expect(fullCardNumber).toBe(true);
    expect(decodeText(bytes, 'cp866')).toContain('546999******4618');
  });

  it("drops a check line that is the card's hash", () => {
    const bytes = encodeText(renderSlip({ ...SLIP, checkLine: HASH.toLowerCase() }), 'cp866');
    expect(latin1(cleanSlip(bytes, HASH).bytes)).not.toContain(HASH.toLowerCase());
    expect(latin1(cleanSlip(bytes, null).bytes)).toContain(HASH.toLowerCase());
  });

  it('learns the hash from the result file', () => {
    expect(cardHashOf(serializeResultFile(APPROVED, { encoding: 'cp866' }))).toBe(HASH);
    expect(cardHashOf(serializeResultFile({ code: 2000 }, { encoding: 'cp866', lines: 1 }))).toBeNull();
    expect(cardHashOf(null)).toBeNull();
  });
});

describe('cleaning arguments', () => {
  it('keeps an order as it was sent', () => {
    const args = ['3', '12345', '0', 'QSELECT', '159981153122', '/q=FB98B5D4', '/d=2'];
    expect(cleanArguments(args)).toEqual(args);
  });

  it.each([`${PAN}=26121011234567890`, `;${PAN}=2612?`, '/t;5469991234564618=2612?', HASH])('drops %j', (argument) => {
    expect(cleanArguments(['1', '100', '0', argument])).toEqual(['1', '100', '0', '<dropped>']);
  });

  it('truncates a bare card number', () => expect(cleanArguments([PAN])).toEqual(['546999******4618']));
});
