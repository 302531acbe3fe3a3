import { readFileSync } from 'node:fs';
import { ReceiveOverflow } from '@payport/terminals-core';
import type { FuzzParser, FuzzStream } from '@payport/testing';
import { apduLength, ApduReader, readApdu, writeApdu } from '../apdu.ts';
import { fromHex, toHex } from '../bcd.ts';
import { readBitmaps, writeBitmap } from '../bitmaps.ts';
import { checksum } from '../checksum.ts';
import { cleanApdu } from '../clean.ts';
import { COMMAND } from '../constants.ts';
import { parseBytes } from '../parser.ts';
import { FrameReader, writeFrame } from '../serial-frame.ts';
import { readCommand } from '../terminal.ts';
import { CHARSETS, decodeText, encodeText } from '../texts.ts';
import { readTlvs, writeTlv } from '../tlv.ts';

interface Vector {
  readonly kind: string;
  readonly hex: string;
}
const vectors = JSON.parse(readFileSync(new URL('../../vectors/zvt.json', import.meta.url), 'utf8')) as readonly Vector[];
const PAN = '4111111111111111';

const apdus = vectors
  .filter(({ kind }) => kind === 'apdu')
  .map(({ hex }) => fromHex(hex))
  .map((bytes) => bytes.slice(0, apduLength(bytes) ?? 0))
  .filter((bytes) => readApdu(bytes) !== null && parseBytes(bytes) !== null);
const bodies = apdus.flatMap((bytes) => {
  const apdu = readApdu(bytes);
  return apdu !== null && apdu.control === 0x040f && readBitmaps(apdu.data).brokenAt === null ? [apdu.data] : [];
});
const containers = [
  writeTlv(0x25, Uint8Array.from([...writeTlv(0x07, encodeText('Händlerbeleg', 'cp437')), ...writeTlv(0x09, Uint8Array.of(0x81))])),
  writeTlv(0x1f2b, fromHex('00123456')),
  writeTlv(0x24, writeTlv(0x07, new Uint8Array(200).fill(0x41))),
];
const withCard = [
  writeApdu({ control: 0x040f, data: writeBitmap(0x22, fromHex(PAN)) }),
  writeApdu({ control: 0x040f, data: writeBitmap(0x3c, encodeText(`CARD ${PAN} `, 'cp437')) }),
  writeApdu({ control: 0x040f, data: writeBitmap(0x06, writeTlv(0x5a, fromHex(PAN))) }),
];

/** Commands of ours, and printed lines: their digits are text, or none of a card. */
const FIELDS_OF_TERMINALS: readonly number[] = [
  COMMAND.statusInformation,
  COMMAND.intermediateStatus,
  COMMAND.completion,
  COMMAND.abort,
  COMMAND.printTextBlock,
];
const OURS: ReadonlySet<number> = new Set(Object.values(COMMAND).filter((control) => !FIELDS_OF_TERMINALS.includes(control)));

/** Data of one message after its head, whatever the head says now. */
const repairLength = (bytes: Uint8Array): Uint8Array => {
  const data = bytes.subarray(3, 3 + 0xfffe);
  return bytes.length < 3 ? bytes : writeApdu({ control: (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0), data });
};

/** A message is framed again, so that its checksum is right. */
const repairFrame = (bytes: Uint8Array): Uint8Array => writeFrame(bytes.subarray(2, Math.max(2, bytes.length - 4)));

function serialStream(): FuzzStream {
  const reader = new FrameReader();
  return {
    push: (bytes) => reader.push(bytes).filter(({ kind }) => kind === 'frame').length,
    silence: () => (reader.reset(), 0),
  };
}

/** Parsers of messages, from the bytes of a line to their fields. */
export const FUZZ_PARSERS: readonly FuzzParser[] = [
  {
    name: 'zvt-serial',
    seeds: apdus.map(writeFrame),
    repair: repairFrame,
    stream: serialStream,
    parse: (bytes) => {
      const frames = new FrameReader().push(bytes).flatMap((event) => (event.kind === 'frame' ? [event.apdu] : []));
      // One view for all frames: a copy for each took longer than the parser that is timed.
      const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      for (const apdu of frames) {
        const [low, high] = checksum(apdu);
        if (!line.includes(Buffer.of(0x10, 0x03, low, high))) throw new Error('a frame is read whose checksum did not come');
      }
      return frames.length > 0 ? 'read' : 'refused';
    },
  },
  {
    name: 'zvt-tcp',
    seeds: apdus,
    parse: (bytes) => {
      try {
        return new ApduReader().push(bytes).length > 0 ? 'read' : 'refused';
      } catch (error) {
        if (error instanceof ReceiveOverflow) return 'refused';
        throw error;
      }
    },
  },
  {
    name: 'zvt-message',
    seeds: apdus,
    repair: repairLength,
    parse: (bytes) => (parseBytes(bytes) === null ? 'refused' : 'read'),
  },
  {
    name: 'zvt-bitmaps',
    seeds: bodies,
    parse: (bytes) => {
      const { list, brokenAt } = readBitmaps(bytes);
      if (list.some(({ at, value }) => at + value.length > bytes.length)) throw new Error('a bitmap reaches behind the end');
      return brokenAt === null ? 'read' : 'refused';
    },
  },
  {
    name: 'zvt-tlv',
    seeds: containers,
    parse: (bytes) => {
      const objects = readTlvs(bytes);
      if (objects?.some(({ at, value }) => toHex(bytes.subarray(at, at + value.length)) !== toHex(value)))
        throw new Error('an object is not where it is said to be');
      return objects === null ? 'refused' : 'read';
    },
  },
  {
    name: 'zvt-clean',
    seeds: [...apdus, ...withCard],
    repair: repairLength,
    parse: (bytes) => {
      const { bytes: cleaned } = cleanApdu(bytes);
      if (cleaned.length !== bytes.length) throw new Error('a cleaned message has another length');
      const control = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
      if (
        (!OURS.has(control) && toHex(cleaned).includes(PAN)) ||
        Buffer.from(cleaned)
          .toString('latin1')
          .split(/[^0-9]/)
          .includes(PAN)
      )
        throw new Error('a card number is kept');
      return 'read';
    },
  },
  {
    name: 'zvt-texts',
    seeds: [encodeText('Händlerbeleg: Betrag 10,00 €', 'utf-8'), encodeText('Kassenschnitt über 3', 'cp437')],
    parse: (bytes) => {
      for (const charset of CHARSETS) {
        const text = decodeText(bytes, charset);
        if (charset === 'cp437' && text.length !== bytes.length) throw new Error('a character is lost');
      }
      return 'read';
    },
  },
  {
    name: 'zvt-command',
    seeds: apdus,
    repair: repairLength,
    parse: (bytes) => {
      const apdu = readApdu(bytes);
      if (apdu !== null) readCommand(apdu);
      return apdu === null ? 'refused' : 'read';
    },
  },
];
