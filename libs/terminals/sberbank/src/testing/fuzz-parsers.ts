import { readFileSync } from 'node:fs';
import type { FuzzParser, Parsed } from '@payport/testing';
import { parseBatchReport } from '../batch-report.ts';
import { cleanResultFile, cleanSlip, type Cleaned } from '../clean.ts';
import { parseControlTape } from '../control-tape.ts';
import { chooseEncoding, decodeText, encodeText, ENCODINGS, isUtf8, type EncodingName } from '../encodings.ts';
import { parseResultFile, parseSlip } from '../parser.ts';
import { parseArguments } from '../terminal-arguments.ts';
import { serializeResultFile } from '../terminal-result.ts';
import { renderControlTape, renderSettlementSlip, renderSlip, type TapeFields } from '../terminal-slip.ts';
import { APPROVED, SLIP } from './bench.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/sb-pilot.json', import.meta.url), 'utf8')) as readonly {
  hex?: string;
  text: string;
}[];
const PAN = '4111111111111111';
const READ_IN = ['cp866', 'utf-8'] as const;

const results = [
  ...vectors.flatMap(({ hex }) => (hex === undefined ? [] : [Uint8Array.from(Buffer.from(hex, 'hex'))])),
  ...ENCODINGS.map((encoding) => serializeResultFile(APPROVED, { encoding })),
  serializeResultFile({ code: 4451 }, { encoding: 'cp866', lines: 1 }),
];
const slips = ENCODINGS.map((encoding) => encodeText(renderSlip(SLIP, { copies: 2 }), encoding));
const entry = {
  at: '20260115120005',
  number: '0030',
  cardMask: '************4617',
  entryMode: 'E1',
  cardType: 'Visa',
  authCode: '10P425',
  amountMinor: 12_345n,
};
const tape: TapeFields = {
  header: SLIP.header,
  terminalId: SLIP.terminalId,
  merchant: SLIP.merchant,
  printedAt: SLIP.printedAt,
  sections: [
    { operation: 'Оплата', entries: [entry, { ...entry, number: '0031' }] },
    { operation: 'Возврат', entries: [{ ...entry, number: '0032' }] },
  ],
  full: true,
};
const tapes = READ_IN.map((encoding) => encodeText(renderControlTape(tape), encoding));
const reports = READ_IN.map((encoding) => encodeText(renderSettlementSlip(tape, true), encoding));

/** What the bytes are read in here; telling it from their words is a parser of its own. */
const encodingOf = (bytes: Uint8Array): EncodingName => (isUtf8(bytes) ? 'utf-8' : 'cp866');

/** The bytes hold no whole card number any more. */
function cleaned({ bytes }: Cleaned): Parsed {
  if (
    Buffer.from(bytes)
      .toString('latin1')
      .split(/[^0-9]/)
      .includes(PAN)
  )
    throw new Error('a card number is kept');
  return 'read';
}

/** Parsers of the two files that the bank's program leaves, and of its command line. */
export const FUZZ_PARSERS: readonly FuzzParser[] = [
  {
    name: 'sberbank-result',
    seeds: results,
    parse: (bytes) => (parseResultFile(bytes, encodingOf(bytes)).ok ? 'read' : 'refused'),
  },
  { name: 'sberbank-slip', seeds: slips, parse: (bytes) => (parseSlip(bytes, encodingOf(bytes)) === null ? 'refused' : 'read') },
  { name: 'sberbank-tape', seeds: tapes, parse: (bytes) => (parseControlTape(bytes, encodingOf(bytes)) === null ? 'refused' : 'read') },
  {
    name: 'sberbank-report',
    seeds: [...reports, ...tapes],
    parse: (bytes) => (parseBatchReport(decodeText(bytes, encodingOf(bytes)).replaceAll('\r', '')) === null ? 'refused' : 'read'),
  },
  {
    name: 'sberbank-sniff',
    seeds: [...slips, ...tapes],
    parse: (bytes) => {
      chooseEncoding('auto', bytes);
      return 'read';
    },
  },
  {
    name: 'sberbank-encodings',
    seeds: [...results, ...slips],
    parse: (bytes) => {
      const encoding = ENCODINGS[bytes.length % ENCODINGS.length] ?? 'cp866';
      const text = decodeText(bytes, encoding);
      if (encoding !== 'utf-8' && Buffer.compare(encodeText(text, encoding), bytes) !== 0)
        throw new Error(`${encoding} is not read as it is written`);
      return 'read';
    },
  },
  {
    name: 'sberbank-clean-result',
    seeds: [...results, Buffer.from(`0,OK\r\n${PAN}\r\n12/26\r\n`)],
    parse: (bytes) => cleaned(cleanResultFile(bytes)),
  },
  { name: 'sberbank-clean-slip', seeds: [...slips, Buffer.from(`КАРТА ${PAN} `)], parse: (bytes) => cleaned(cleanSlip(bytes, null)) },
  {
    name: 'sberbank-arguments',
    seeds: vectors.filter(({ text }) => text.startsWith('sb_pilot ')).map(({ text }) => Buffer.from(text.replace('sb_pilot ', ''))),
    parse: (bytes) => {
      parseArguments(Buffer.from(bytes).toString('latin1').split(' '));
      return 'read';
    },
  },
];
