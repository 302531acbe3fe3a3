import { readFileSync } from 'node:fs';
import type { FuzzParser, FuzzStream } from '@payport/testing';
import { checksum } from '../checksum.ts';
import { encodeText } from '../code-page.ts';
import { readResultFile, writeResultFile } from '../console/result-file.ts';
import { FrameReader } from '../frame-reader.ts';
import type { Received } from '../messages.ts';
import { readFields, readMessage } from '../parser.ts';
import { PartJoiner, readPart } from '../parts.ts';
import { readReceipt } from '../receipt.ts';
import { requestFields, serializeFields, serializePacket, serializePart } from '../serializer.ts';
import { receiptOf, replyFields, waitFields, wishFields } from '../terminal-messages.ts';
import { approvalOf, SLIP, TID } from './bench.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/sa-packets.json', import.meta.url), 'utf8')) as readonly {
  hex?: string;
  name: string;
}[];
const PAN = '4111111111111111';

const REPLY = replyFields(
  approvalOf({
    kind: 'sale',
    operation: 1,
    command: null,
    transactionId: '123456789',
    terminalId: TID,
    amountMinor: 12_345n,
    originalAmountMinor: null,
    rrn: null,
    authCode: null,
  }),
);
const MESSAGES = [
  REPLY,
  waitFields(TID),
  wishFields({ wish: 'send', bytes: Buffer.from('bytes of the bank') }, TID),
  wishFields({ wish: 'open', host: '10.0.0.1', port: 443 }, TID),
  requestFields({ kind: 'sale', amountMinor: 12_345n, transactionId: '123456789' }, { terminalId: TID, cashTime: '20260115120000' }),
];
const packets = [
  ...vectors.filter(({ hex, name }) => hex !== undefined && !name.startsWith('CRC')).map(({ hex }) => Uint8Array.from(Buffer.from(hex ?? '', 'hex'))),
  ...MESSAGES.map(serializePacket),
];
const bodies = MESSAGES.map(serializeFields);
const parts = [serializePart(1, bodies[0]?.subarray(0, 100) ?? new Uint8Array()), serializePart(0, bodies[0]?.subarray(100) ?? new Uint8Array())];
const partBodies = parts.map((part) => part.subarray(3, part.length - 2));
const withCard = [10, 19, 90, 14].map((number) => serializeFields([{ number, value: encodeText(PAN) }]));

/** Length and checksum of what has become of a packet. */
function repair(bytes: Uint8Array): Uint8Array {
  const data = bytes.subarray(3, Math.max(3, bytes.length - 2)).subarray(0, 16_384);
  const head = Uint8Array.from([bytes[0] === 0x01 ? 0x01 : 0x02, data.length & 0xff, data.length >> 8, ...data]);
  const crc = checksum(head);
  return Uint8Array.from([...head, crc >> 8, crc & 0xff]);
}

const packetsOf = (received: readonly Received[]): number => received.filter(({ what }) => what === 'packet').length;

function stream(): FuzzStream {
  const reader = new FrameReader();
  return { push: (bytes) => packetsOf(reader.push(bytes)), silence: () => packetsOf(reader.giveUp()) };
}

/** Holds what came before, as in a conversation. */
const joiner = new PartJoiner();

/** Parsers of packets, of what is in them, and of the files of the bank's program. */
export const FUZZ_PARSERS: readonly FuzzParser[] = [
  {
    name: 'inpas-packets',
    seeds: packets,
    repair,
    stream,
    parse: (bytes) => {
      const reader = new FrameReader();
      return packetsOf([...reader.push(bytes), ...reader.giveUp()]) > 0 ? 'read' : 'refused';
    },
  },
  { name: 'inpas-fields', seeds: bodies, parse: (bytes) => (readFields(bytes) === null ? 'refused' : 'read') },
  {
    name: 'inpas-message',
    seeds: [...bodies, ...withCard],
    parse: (bytes) => {
      const read = readMessage(bytes);
      if (
        read?.kept.some(({ value }) =>
          Buffer.from(value)
            .toString('latin1')
            .split(/[^0-9]/)
            .includes(PAN),
        )
      )
        throw new Error('a card number is kept');
      return read === null ? 'refused' : 'read';
    },
  },
  {
    name: 'inpas-parts',
    seeds: partBodies,
    parse: (bytes) => {
      const packet = readPart(bytes);
      if (packet !== null) joiner.accept(packet);
      return packet === null ? 'refused' : 'read';
    },
  },
  {
    name: 'inpas-receipt',
    seeds: [encodeText(receiptOf(SLIP, 'VISA')), encodeText('0xDF^^СЛИП~0xDA^^ВТОРОЙ~0xDE^^МИР~')],
    parse: (bytes) => (readReceipt(Buffer.from(bytes).toString('latin1')) === null ? 'refused' : 'read'),
  },
  {
    name: 'inpas-result-file',
    seeds: [writeResultFile(REPLY), writeResultFile(REPLY.slice(0, 4))],
    parse: (bytes) => (readResultFile(bytes).ok ? 'read' : 'refused'),
  },
];
