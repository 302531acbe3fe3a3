import type { FuzzParser, FuzzStream, Parsed } from '@payport/testing';
import { DelimitedReader } from '../csv/delimited-reader.ts';
import { readAmount } from '../fields/amount.ts';
import { readCardMask } from '../fields/card-mask.ts';
import { readMoment } from '../fields/moment.ts';
import { READ_LIMITS } from '../limits.ts';
import { OneCReader } from '../one-c/one-c-reader.ts';
import { encodeText, oneCStatement, sonataJournalText, type PostingDraft, type StatementDraft } from '../write/index.ts';
import { packWorkbook } from './pack-workbook.ts';
import { packZip } from './pack-zip.ts';
import { readAll } from './read-all.ts';

const PAN = '4111111111111111';
const utf8 = (text: string): Uint8Array => Buffer.from(text);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const entry: StatementDraft = {
  account: '40702810684444445555',
  direction: 'credit',
  amountMinor: 1_234_567n,
  currency: 'RUB',
  bookedOn: '2026-11-28',
  documentNumber: '12',
  documentOn: '2026-11-28',
  documentKind: 'Банковский ордер',
  counterparty: 'ПАО Сбербанк',
  counterpartyInn: '7707083893',
  counterpartyAccount: '30232810000000000001',
  purpose: `Оплата по карте ${PAN}`,
  bankRef: null,
};
const statement = {
  account: entry.account,
  owner: 'ООО «Гранд»',
  ownerInn: '7700000016',
  bankBic: '044525225',
  from: '2026-11-28',
  to: '2026-11-28',
  openingMinor: 10_000n,
  entries: [entry, { ...entry, direction: 'debit' as const, documentNumber: '13' }],
  createdOn: '2026-11-28',
  createdAt: '09:00:00',
};
const posting: PostingDraft = {
  postingRef: 'P-100',
  businessDay: '2026-11-27',
  postedAt: { day: '2026-11-28', time: '01:02:03', offsetMinutes: null },
  kind: 'refund',
  amountMinor: 123_456n,
  currency: 'RUB',
  folio: 'F-7',
  room: '552',
  guest: 'Ёлкина; Анна "младшая"',
  rrn: '600000000001',
  authCode: 'A1B2C3',
  cardMask: '220070******0184',
  tid: '00459991',
  paymentRef: null,
  cashier: 'Игорь',
};
const oneC = oneCStatement(statement, 'utf-8');
const journal = [...sonataJournalText([posting, { ...posting, kind: 'payment', postingRef: 'P-101' }])].join('');
const camt = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>40702810900000000001</Id></Othr></Id><Ccy>RUB</Ccy></Acct><Ntry><Amt Ccy="RUB">100.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-28</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>`;
const workbook = packWorkbook([{ name: 'Лист', rows: journal.split('\n').map((line) => line.split(';')) }]);

const FILES: readonly Uint8Array[] = [
  encodeText(oneC, 'cp1251'),
  encodeText(oneC, 'utf-16le'),
  utf8(journal),
  utf8(camt),
  workbook,
  packZip([
    { name: 'journal.csv', bytes: journal },
    { name: 'statement.txt', bytes: oneC },
  ]),
];

/** The number by itself, not inside a longer one. */
const WHOLE_PAN = new RegExp(`(?<![0-9])${PAN}(?![0-9])`);

/** Looks at each text in its place: what is written out first would take longer than the parser that is measured. */
function holdsCardNumber(told: unknown): boolean {
  if (typeof told === 'string') return told.length >= PAN.length && WHOLE_PAN.test(told);
  if (typeof told === 'bigint') return told === BigInt(PAN);
  return typeof told === 'object' && told !== null && Object.values(told).some(holdsCardNumber);
}

/** No row may hold a whole card number, whatever the file held. */
function withoutCardNumbers(told: unknown): void {
  if (holdsCardNumber(told)) throw new Error('a card number is kept');
}

async function readWhole(bytes: Uint8Array): Promise<Parsed> {
  const { refused, bank, postings, entries, problems, parts } = await readAll(bytes);
  withoutCardNumbers([bank, postings, entries, problems]);
  if (refused !== null && parts.at(-1)?.type !== 'refused') throw new Error('something is told behind the refusal');
  return refused === null ? 'read' : 'refused';
}

const ROWS = ['1;2026-11-28;"Отель ""Гранд"", Москва";1 234,56\r\n', 'a;b;c;d\n', ';;;\n', '"x";"y ""z""";"";0\r\n'];

/** A row counts where it is read as it was written. */
function rowStream(): FuzzStream {
  const reader = new DelimitedReader(';', READ_LIMITS);
  const good = (rows: readonly { readonly problem: string | null; readonly cells: readonly string[] }[]): number =>
    rows.filter(({ problem, cells }) => problem === null && cells.length === 4).length > 0 ? 1 : 0;
  return { push: (bytes) => good(reader.push(textOf(bytes))), silence: () => good(reader.end()) };
}

/** Parsers of what people upload: rows, statements, whole files of every kind, and the fields in them. */
export const FUZZ_PARSERS: readonly FuzzParser[] = [
  {
    name: 'bank-rows',
    seeds: ROWS.map(utf8),
    stream: rowStream,
    parse: (bytes) => {
      const reader = new DelimitedReader(';', READ_LIMITS);
      const rows = [...reader.push(textOf(bytes)), ...reader.end()];
      if (rows.some(({ cells }) => cells.length > READ_LIMITS.maxColumns)) throw new Error('a row has more columns than any may');
      return rows.every(({ problem }) => problem === null) ? 'read' : 'refused';
    },
  },
  {
    name: 'bank-one-c',
    seeds: [utf8(oneC)],
    parse: (bytes) => {
      const reader = new OneCReader();
      withoutCardNumbers(reader.read(textOf(bytes).split('\n')));
      return reader.complete ? 'read' : 'refused';
    },
  },
  { name: 'bank-file', seeds: FILES, heavy: true, parse: readWhole },
  {
    name: 'bank-amount',
    seeds: ['1 234,56', '1234.56', '-0,01', '1.234.567,89', '10'].map(utf8),
    parse: (bytes) => (readAmount(textOf(bytes), 'RUB', 'either').ok ? 'read' : 'refused'),
  },
  {
    name: 'bank-moment',
    seeds: ['28.11.2026 10:11:12', '2026-11-28T10:11:12+03:00', '28.11.26', '2026-11-28'].map(utf8),
    parse: (bytes) => (readMoment(textOf(bytes)).ok ? 'read' : 'refused'),
  },
  {
    name: 'bank-card-mask',
    seeds: ['220070******0184', '4111 11** **** 1111', '*1234'].map(utf8),
    parse: (bytes) => {
      const mask = readCardMask(textOf(bytes));
      withoutCardNumbers(mask);
      return mask === null ? 'refused' : 'read';
    },
  },
];
