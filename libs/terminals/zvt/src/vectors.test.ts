import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apduLength, ApduReader, readApdu, writeApdu } from './apdu.ts';
import { fromHex, toHex } from './bcd.ts';
import { readBitmaps } from './bitmaps.ts';
import { checksum } from './checksum.ts';
import { parseBytes } from './parser.ts';
import { FrameReader, writeFrame } from './serial-frame.ts';
import { readTlvs } from './tlv.ts';

interface Vector {
  readonly name: string;
  readonly kind: 'apdu' | 'fragment' | 'serial-frame' | 'malformed' | 'device-quirk';
  readonly hex: string;
  readonly decoded: Readonly<Record<string, unknown>>;
}

/** Messages from public test suites and captures; `decoded` was made by another decoder than ours. */
const VECTORS = JSON.parse(readFileSync(new URL('../vectors/zvt.json', import.meta.url), 'utf8')) as readonly Vector[];
const ofKind = (kind: Vector['kind']): [string, Vector][] => VECTORS.filter((vector) => vector.kind === kind).map((vector) => [vector.name, vector]);
const withCtrl = (ctrl: string): [string, Vector][] => ofKind('apdu').filter(([, { decoded }]) => decoded['ctrl'] === ctrl);

/** Some test suites feed their parser with bytes behind the message. */
const whole = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  return bytes.slice(0, apduLength(bytes) ?? 0);
};

describe('messages of public test suites', () => {
  it.each(ofKind('apdu'))('%s has the control field and length that its suite says', (_name, { hex, decoded }) => {
    const apdu = readApdu(whole(hex))!;
    expect(apdu.control.toString(16).toUpperCase().padStart(4, '0')).toBe(decoded['ctrl']);
    expect(apdu.data.length).toBe(decoded['length']);
    expect(toHex(writeApdu(apdu))).toBe(toHex(whole(hex)));
  });

  it.each(ofKind('apdu'))('%s is read by the parser', (_name, { hex }) => {
    const message = parseBytes(whole(hex));
    expect(message).not.toBeNull();
  });

  it.each(withCtrl('040F').filter(([, { decoded }]) => decoded['fieldDecode'] === undefined))(
    '%s tells the status that its suite says',
    (_name, { hex, decoded }) => {
      const message = parseBytes(whole(hex));
      if (message?.kind !== 'status') throw new Error(`it is read as ${message?.kind}`);
      const { status } = message;
      expect(status.resultCode).toBe(Number.parseInt(String(decoded['resultCode']), 16));
      if (decoded['amountMinor'] !== undefined) expect(status.amountMinor).toBe(BigInt(decoded['amountMinor'] as number));
      for (const [ours, theirs] of [
        [status.time, 'time'],
        [status.date, 'date'],
        [status.expiry, 'expiryYYMM'],
        [status.receipt, 'receiptNo'],
        [status.terminalId, 'tid'],
      ] as const) {
        if (decoded[theirs] !== undefined) expect(ours).toBe(decoded[theirs]);
      }
    },
  );

  it.each(withCtrl('06D1'))('%s prints its line', (_name, { hex, decoded }) => {
    const message = parseBytes(whole(hex));
    if (message?.kind !== 'print') throw new Error('not a print line');
    // The suite leaves out trailing blanks now and then.
    expect(message.lines[0]!.text.trimEnd()).toBe(String(decoded['text'] ?? '').trimEnd());
  });

  it.each(withCtrl('06D3'))('%s prints lines, the last of them marked', (_name, { hex }) => {
    const message = parseBytes(whole(hex));
    if (message?.kind !== 'print') throw new Error('not a text block');
    expect(message.lines.length).toBeGreaterThan(3);
    expect(message.lines.some(({ last }) => last)).toBe(true);
  });

  it('reads umlauts by the message’s own code page', () => {
    const [, { hex }] = VECTORS.map((vector) => [vector.name, vector] as const).find(([name]) => name.includes('ProcessData_FragmentedDataPacke'))!;
    const message = parseBytes(whole(hex));
    expect(message?.kind === 'print' && message.lines.map(({ text }) => text).join('\n')).toMatch(/[äöüÄÖÜ]/);
  });
});

describe('what is no message', () => {
  it.each(ofKind('malformed'))('%s is not taken for one', (_name, { hex }) => expect(readApdu(fromHex(hex))).toBeNull());

  it('a status information without its length byte, as one device sends it after an end of day, is not read as another', () => {
    const [[, { hex }]] = ofKind('device-quirk') as [[string, Vector]];
    const message = parseBytes(whole(hex));
    expect(message?.kind).toBe('malformed');
  });
});

describe('serial frames', () => {
  it.each(ofKind('serial-frame'))('%s is written and read as there', (_name, { hex, decoded }) => {
    const frame = fromHex(hex);
    const [event, ...more] = new FrameReader().push(frame);
    expect(more).toEqual([]);
    if (event?.kind !== 'frame') throw new Error(`read as ${event?.kind}`);
    expect(toHex(writeFrame(event.apdu))).toBe(hex);
    if (decoded['apdu'] !== undefined) expect(toHex(event.apdu)).toBe(decoded['apdu']);
  });

  it.each([
    ['800000', 'f51f'],
    ['060f00', 'c633'],
  ])('the checksum of %s is %s', (apdu, crc) => expect(toHex(Uint8Array.from(checksum(fromHex(apdu))))).toBe(crc));

  it('a checksum that looks like an end of frame is never stuffed', () => {
    expect(toHex(writeFrame(fromHex('050100')))).toBe('10020501001003' + '1006');
  });
});

describe('fragments', () => {
  it.each([
    ['26040a0206d31f5b0105', [0x26, 0x1f5b]],
    ['50024142260107', [0x50, 0x26]],
    ['1f1002aabb', [0x1f10]],
  ])('the container %s holds its objects', (hex, tags) => expect(readTlvs(fromHex(hex))?.map(({ tag }) => tag)).toEqual(tags));

  it.each([
    ['190129290010064909780400000001000006041f040102', [0x19, 0x29, 0x49, 0x04, 0x06]],
    ['040000000100000502060c060626040a0206d31f040102', [0x04, 0x05, 0x06]],
    ['2700040000000012500b000001', [0x27, 0x04, 0x0b]],
  ])('the fields of %s are found in their order', (hex, numbers) => {
    const { list, brokenAt } = readBitmaps(fromHex(hex));
    expect(brokenAt).toBeNull();
    expect(list.map(({ number }) => number)).toEqual(numbers);
  });
});

it('puts every message together whatever pieces it comes in', () => {
  const stream = ofKind('apdu').map(([, { hex }]) => whole(hex));
  for (const size of [1, 2, 7, 300]) {
    const reader = new ApduReader();
    const bytes = Uint8Array.from(stream.flatMap((message) => [...message]));
    const got: string[] = [];
    for (let at = 0; at < bytes.length; at += size) got.push(...reader.push(bytes.slice(at, at + size)).map(toHex));
    expect(got).toEqual(stream.map(toHex));
  }
});
