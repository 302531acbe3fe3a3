import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apduLength, readApdu, writeApdu } from './apdu.ts';
import { fromBcd, fromHex, toBcd, toHex } from './bcd.ts';
import { readBitmaps, writeBitmap } from './bitmaps.ts';
import { cleanApdu, statusCodeAt } from './clean.ts';
import { parseBytes, parseMessage } from './parser.ts';
import { FrameReader, writeFrame } from './serial-frame.ts';
import { CARD_NAMES } from './tables/card-types.ts';
import { decodeText, encodeText } from './texts.ts';
import { readTlvs, tlvLength, writeTlv } from './tlv.ts';

const anyBytes = (maxLength = 300): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

describe('lengths', () => {
  it.each([
    [0, '060f00'],
    [254, '060ffe'],
    [255, '060fffff00'],
    [300, '060fff2c01'],
    [526, '060fff0e02'],
    [65_535, '060fffffff'],
  ])('%i bytes of data are announced as %s', (count, head) => {
    const bytes = writeApdu({ control: 0x060f, data: new Uint8Array(count) });
    expect(toHex(bytes.slice(0, head.length / 2))).toBe(head);
    expect(apduLength(bytes)).toBe(bytes.length);
    expect(readApdu(bytes)?.data.length).toBe(count);
  });

  it('more than that is refused', () => expect(() => writeApdu({ control: 1, data: new Uint8Array(65_536) })).toThrow(RangeError));

  it.each([
    [0x7f, '7f'],
    [0x80, '8180'],
    [0xff, '81ff'],
    [0x28a, '82028a'],
  ])('a container of %i bytes has the length %s', (length, hex) => expect(toHex(tlvLength(length))).toBe(hex));
});

describe('BCD', () => {
  it.each([
    ['1', 6, '000000000001'],
    ['978', 2, '0978'],
    ['123456', 3, '123456'],
    ['235959', 3, '235959'],
  ])('%s in %i bytes is %s', (digits, bytes, hex) => expect(toHex(toBcd(digits, bytes))).toBe(hex));

  it.each([
    ['1234567', 3],
    ['', 1],
    ['-1', 2],
    ['12a', 2],
  ])('%j does not fit %i bytes', (digits, bytes) => expect(() => toBcd(digits, bytes)).toThrow(RangeError));

  it('a nibble that is no digit makes no number', () => expect(fromBcd(fromHex('12ff'))).toBeNull());
  it('odd hexadecimal is refused', () => expect(() => fromHex('123')).toThrow(RangeError));
});

describe('bitmaps', () => {
  it.each([
    [0x22, '0123', '22f0f20123'],
    [0x3c, '41', '3cf0f0f141'],
    [0x06, '1f0401', '06031f0401'],
    [0x04, '000000001000', '04000000001000'],
  ])('%i is written with its own kind of length', (number, value, hex) => {
    expect(toHex(writeBitmap(number, fromHex(value)))).toBe(hex);
    expect(readBitmaps(fromHex(hex)).list.map((bitmap) => toHex(bitmap.value))).toEqual([value]);
  });

  it('lengths are read from the low nibbles alone', () =>
    expect(readBitmaps(fromHex('22 00 02 01 23'.replaceAll(' ', ''))).list[0]?.value.length).toBe(2));

  it.each([
    ['an unknown one', '2700ff00', 2],
    ['a cut one', '27000400', 2],
    ['a length that is no number', '220f0f', 0],
  ])('%s ends the reading where it stands', (_name, hex, at) => expect(readBitmaps(fromHex(hex)).brokenAt).toBe(at));

  it.each([
    [0xff, '00'],
    [0x04, '00'],
  ])('bitmap %i with another form is not written', (number, value) => expect(() => writeBitmap(number, fromHex(value))).toThrow(RangeError));
});

describe('texts', () => {
  it('code page 437 has umlauts, lines and a euro sign that is a question mark', () => {
    expect(decodeText(fromHex('4884 4e'.replace(' ', '')), 'cp437')).toBe('HäN');
    expect(toHex(encodeText('Öl €', 'cp437'))).toBe('996c203f');
  });
  it.each(['cp437', 'iso-8859-1', 'utf-8'] as const)('%s reads what it wrote', (charset) => {
    expect(decodeText(encodeText('HÄNDLER ß', charset), charset)).toBe('HÄNDLER ß');
  });
});

describe('the status of a terminal', () => {
  it.each([
    ['dc', 0],
    ['00', 0],
    ['f0f0f341424300', 6],
    ['000603140100', 0],
  ])('in %s stands at %i', (hex, at) => expect(statusCodeAt(fromHex(hex))).toBe(at));
  it.each(['', 'f0f0f3414243', '0001', '00060514'])('there is none in %j', (hex) => expect(statusCodeAt(fromHex(hex))).toBeNull());
  it('is read from the answer to an enquiry only', () => {
    const apdu = readApdu(fromHex('060f01dc'))!;
    expect(parseMessage(apdu, { enquiry: true })).toMatchObject({ kind: 'completion', terminalStatus: 0xdc });
    expect(parseMessage(apdu)).toMatchObject({ kind: 'completion', terminalStatus: null });
  });
});

describe('card data', () => {
  const PAN = '4111111111111111';
  const status = (fields: string): Uint8Array => writeApdu({ control: 0x040f, data: fromHex(fields) });

  it('a whole number leaves the bytes, and the terminal that sent it is told of', () => {
    const { bytes, fullCardNumber } = cleanApdu(status(`270022f0f8${PAN}`));
    expect(toHex(bytes)).toContain('411111eeeeee1111');
    expect(fullCardNumber).toBe(true);
    expect(parseBytes(status(`270022f0f8${PAN}`))).toMatchObject({ status: { cardMask: '411111******1111' } });
  });

  it.each([
    ['eeeeeeeeeeee4771', '************4771'],
    ['411111eeeeee1111', '411111******1111'],
    ['4222222222222f', '*********2222'],
    ['677180009999999995 0f'.replace(' ', ''), '677180*********9950'],
  ])('%s is shown as %s', (pan, mask) => {
    const value = fromHex(pan);
    const length = String(value.length).padStart(2, '0');
    expect(parseBytes(status(`270022f${length[0]!}f${length[1]!}${pan}`))).toMatchObject({ status: { cardMask: mask } });
  });

  it.each([
    ['track 2', 0x23, `${PAN}d2512101123456789f`],
    ['track 1', 0x2d, '42'.repeat(19)],
    ['chip data', 0x2e, '5a084111'],
    ['the number on the back', 0x3a, '123f'],
    ['a track in a container', 0x06, `1f0908${PAN}`],
    ['a number in an object that is too short for one', 0x06, `0a08${PAN}`],
  ])('%s is dropped', (_name, number, value) => {
    const before = writeApdu({ control: 0x040f, data: writeBitmap(number, fromHex(value)) });
    const { bytes } = cleanApdu(before);
    expect(bytes.length).toBe(before.length);
    expect(toHex(bytes)).not.toContain(value);
    expect(toHex(bytes)).toMatch(/(ee){2,}$/);
  });

  it.each([
    ['an additional text', writeBitmap(0x3c, fromHex(PAN))],
    ['a text of the display', writeBitmap(0xf8, fromHex(PAN))],
    ['a line of paper', writeBitmap(6, writeTlv(0x25, writeTlv(7, fromHex(PAN))))],
  ])('the digits of a card in BCD are no letters of %s, and leave it', (_name, field) => {
    const before = writeApdu({ control: 0x040f, data: field });
    const { bytes, fullCardNumber } = cleanApdu(before);
    expect(bytes.length).toBe(before.length);
    expect(toHex(bytes)).toMatch(/41(2a){7}/);
    expect(fullCardNumber).toBe(true);
  });

  it('what ends or pads a text stays in it', () => {
    const text = toHex(writeBitmap(0x8b, Uint8Array.from([...encodeText('VISA\r\n\tDEBIT', 'cp437'), 0x00])));
    expect(toHex(cleanApdu(status(text)).bytes)).toContain(text);
  });

  it.each([
    ['a printed line', 0x06d1, `40${toHex(encodeText(`KARTE ${PAN}`, 'cp437'))}`],
    ['a printed block', 0x06d3, toHex(writeBitmap(6, writeTlv(0x25, writeTlv(7, encodeText(`Karte 4111 1111 1111 1111`, 'cp437')))))],
    ['an additional text', 0x040f, toHex(writeBitmap(0x3c, encodeText(`X ${PAN}`, 'cp437')))],
    ['a text on the display', 0x04ff, `0a00${toHex(writeBitmap(6, writeTlv(0x24, writeTlv(7, encodeText(PAN, 'cp437')))))}`],
  ])('%s loses the middle of a number and keeps its form', (_name, control, hex) => {
    const before = writeApdu({ control, data: fromHex(hex) });
    const { bytes, fullCardNumber } = cleanApdu(before);
    expect(fullCardNumber).toBe(true);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('1111111');
    expect(bytes.length).toBe(before.length);
    expect(readApdu(bytes)).not.toBeNull();
  });

  it.each([
    ['the card’s own number among its chip data', 0x040f, `060a5a08${PAN}`],
    ['its track among them', 0x040f, `060d570b${PAN}d27122`],
    ['a private object', 0x040f, `060b1f6108${PAN}`],
    ['a private object inside of texts', 0x06d3, `060d250b1f6108${PAN}`],
    ['a bitmap that nobody reads', 0x040f, `92f0f0f8${PAN}`],
    ['a message that nobody knows', 0x06e0, PAN],
    ['what stands behind a mere answer', 0x8000, PAN],
    ['what cannot be read', 0x040f, `ff${PAN}`],
  ])('%s keeps nothing but its length, and people are told', (_name, control, hex) => {
    const before = writeApdu({ control, data: fromHex(hex) });
    const { bytes, fullCardNumber } = cleanApdu(before);
    expect(bytes.length).toBe(before.length);
    expect(toHex(bytes)).not.toContain('11111111');
    expect(fullCardNumber).toBe(true);
  });

  it('digits in a text that nobody reads are no card number in BCD', () => {
    // "35" and what follows, as hexadecimal digits, would be a number of JCB.
    const texts = Array.from({ length: 100 }, (_, number) => String(50_000_000 + number));
    const told = texts.map((text) => cleanApdu(writeApdu({ control: 0x040f, data: writeBitmap(6, writeTlv(0x1f60, encodeText(text, 'cp437'))) })));
    expect(told.filter(({ fullCardNumber }) => fullCardNumber)).toEqual([]);
  });

  it('what is read of a container stays as it is', () => {
    const container = [
      writeTlv(0x1f2b, fromHex('00123456')),
      writeTlv(0x24, writeTlv(7, encodeText('BITTE WARTEN', 'cp437'))),
      writeTlv(0x1f16, fromHex('6c')),
    ];
    const before = writeApdu({ control: 0x040f, data: writeBitmap(6, Uint8Array.from(container.flatMap((part) => [...part]))) });
    expect(cleanApdu(before)).toEqual({ bytes: before, fullCardNumber: false });
  });

  it('a bare status keeps its code, and its container no card', () => {
    const { bytes, fullCardNumber } = cleanApdu(fromHex('060f0d0c060a5a084111111111111111'));
    expect(toHex(bytes)).toBe('060f0d0c060a5a08eeeeeeeeeeeeeeee');
    expect(fullCardNumber).toBe(true);
    const version = '060f18f0f1f634313131313131313131313131313131dc06021a00';
    expect(toHex(cleanApdu(fromHex(version)).bytes)).not.toContain('34313131313131313131');
    expect(toHex(cleanApdu(fromHex('060f01dc')).bytes)).toBe('060f01dc');
  });

  it('a length that is written as a text is no digit of the text behind it', () => {
    const { bytes } = cleanApdu(fromHex('040f203cf0f23431313131313131313131313131313175cf4695d05e2f6650d0f09020'));
    expect(toHex(bytes)).toContain('3cf0f2f431313131');
  });

  it('what cannot be read is blanked from there on', () => {
    expect(toHex(cleanApdu(status(`2700ff${PAN}`)).bytes)).toBe(`040f0b2700${'ee'.repeat(9)}`);
    expect(toHex(cleanApdu(fromHex(`040fff${PAN}`)).bytes)).toMatch(/^(ee)+$/);
  });

  it('no number survives in any status information, whatever stands around it', () => {
    fc.assert(
      fc.property(anyBytes(40), anyBytes(40), (before, after) => {
        const data = Uint8Array.from([...writeBitmap(0x3c, before), ...writeBitmap(0x22, fromHex(PAN)), ...writeBitmap(0x8b, after)]);
        const { bytes } = cleanApdu(writeApdu({ control: 0x040f, data }));
        expect(toHex(bytes)).not.toContain(PAN);
      }),
      { numRuns: 200 },
    );
  });
});

describe('any bytes at all', () => {
  it('are read without a crash, as a message or as none', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        const message = parseBytes(bytes);
        expect(message === null || typeof message.kind === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('as data of a command that the terminal sends are read without a crash', () => {
    const controls = [0x0401, 0x040f, 0x04ff, 0x060f, 0x061e, 0x06d1, 0x06d3, 0x8000, 0x8483];
    fc.assert(
      fc.property(fc.constantFrom(...controls), anyBytes(), fc.boolean(), (control, data, enquiry) => {
        const apdu = writeApdu({ control, data });
        expect(parseBytes(apdu, { enquiry })).not.toBeNull();
        expect(cleanApdu(apdu).bytes.length).toBe(apdu.length);
      }),
      { numRuns: 500 },
    );
  });

  it('survive the serial line and its stuffing, in any pieces', () => {
    fc.assert(
      fc.property(anyBytes(), fc.integer({ min: 1, max: 40 }), (apdu, size) => {
        const frame = writeFrame(apdu);
        const reader = new FrameReader();
        const events = Array.from({ length: Math.ceil(frame.length / size) }, (_, i) => reader.push(frame.slice(i * size, (i + 1) * size))).flat();
        expect(events).toEqual([{ kind: 'frame', apdu: Uint8Array.from(apdu) }]);
      }),
      { numRuns: 300 },
    );
  });

  it('one wrong byte in a frame is never read as the right message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (apdu, at, change) => {
        const frame = writeFrame(apdu);
        const index = at % frame.length;
        frame[index] = (frame[index] ?? 0) ^ change;
        const events = new FrameReader().push(frame);
        expect(events.some((event) => event.kind === 'frame' && toHex(event.apdu) === toHex(apdu))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('containers that are read are written back the same', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(0x07, 0x1f10, 0x25, 0x1f2b, 0x41), anyBytes(200)), { maxLength: 6 }), (objects) => {
        const bytes = Uint8Array.from(objects.flatMap(([tag, value]) => [...writeTlv(tag, value)]));
        const read = readTlvs(bytes);
        expect(read?.map(({ tag, value }) => [tag, toHex(value)])).toEqual(objects.map(([tag, value]) => [tag, toHex(value)]));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a serial line', () => {
  const frame = writeFrame(fromHex('060f00'));
  const kinds = (hex: string): string[] => new FrameReader().push(fromHex(hex)).map(({ kind }) => kind);

  it('tells acknowledgements from frames, and passes over noise', () => expect(kinds(`ff06${toHex(frame)}1500`)).toEqual(['ack', 'frame', 'nak']));
  it('a frame that begins anew inside another is read', () => expect(kinds(`10020601${toHex(frame)}`)).toEqual(['frame']));
  it('a DLE before nothing that it may stand before is damage', () => expect(kinds('1002061099')).toEqual(['damaged']));
  it('a wrong checksum is damage', () => expect(kinds('1002060f001003c634')).toEqual(['damaged']));
  it('an endless frame is damage, not memory', () => expect(kinds(`1002${'00'.repeat(65_600)}`)).toContain('damaged'));
  it('what was lost is forgotten after a pause', () => {
    const reader = new FrameReader();
    reader.push(fromHex('100206'));
    expect(reader.inFrame).toBe(true);
    reader.reset();
    expect(reader.push(frame).map(({ kind }) => kind)).toEqual(['frame']);
  });
});

it('the card names are those of the table', () => {
  const rows = readFileSync(new URL('tables/zvt-card-types.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  expect(Object.keys(CARD_NAMES).length).toBe(rows.length);
  for (const [id, , name] of rows) expect(CARD_NAMES[Number(id)]).toBe(name);
});
