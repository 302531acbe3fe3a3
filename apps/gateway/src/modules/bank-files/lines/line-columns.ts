import { readAcquiringCredit, type Moment, type PostingLine, type RegistryLine, type StatementEntry } from '@payport/bank-files';
import { postingIdentity, registryIdentity, SHARED, statementIdentity } from './line-identity.ts';

/**
 * Columns of the tables of lines in the order in which a row is written for COPY. `file_id` and `property_id` come by the statement
 * that moves the rows to where they stay; `file_id` stands before these in the tables where they are staged.
 */
export const LINE_COLUMNS = {
  registry_line: [
    'line_no', 'part', 'row_no', 'identity', 'kind', 'state', 'operated_on', 'operated_time', 'operated_at', 'time_zone', 'posted_on', 'registry_on',
    'settled_on', 'gross_minor', 'fee_minor', 'fee_tax_minor', 'net_minor', 'currency', 'acquirer', 'inn', 'mid', 'tid', 'outlet', 'rrn', 'auth_code',
    'card_mask', 'card_product', 'payment_system', 'operation_ref', 'order_ref', 'parent_ref',
  ],
  statement_entry: [
    'line_no', 'part', 'row_no', 'identity', 'account', 'direction', 'amount_minor', 'currency', 'booked_on', 'document_number', 'document_on',
    'document_kind', 'counterparty', 'counterparty_inn', 'counterparty_account', 'purpose', 'bank_ref', 'acquiring',
  ],
  posting_line: [
    'line_no', 'part', 'row_no', 'identity', 'posting_ref', 'business_day', 'posted_on', 'posted_time', 'kind', 'amount_minor', 'currency', 'folio', 'room',
    'guest', 'rrn', 'auth_code', 'card_mask', 'tid', 'payment_ref', 'cashier',
  ],
} as const; // prettier-ignore

export type LineTable = keyof typeof LINE_COLUMNS;
export const LINE_TABLES = Object.keys(LINE_COLUMNS) as readonly LineTable[];

/** A value as COPY's text format has it. */
type Value = string | number | bigint | null;
const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** Signs that a text of the database cannot hold. */
const IMPOSSIBLE = /\0/g;

/** One row for COPY (text format), with its end of line. */
export function copyRow(values: readonly Value[]): string {
  const cells: string[] = [];
  for (const value of values) {
    if (value === null) cells.push('\\N');
    else if (typeof value !== 'string') cells.push(value.toString());
    else cells.push(SPECIAL.test(value) ? escaped(value) : value);
  }
  return `${cells.join('\t')}\n`;
}

const escaped = (value: string): string => value.replace(IMPOSSIBLE, '').replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);

export interface LinePlace {
  readonly fileId: string;
  readonly part: number;
  readonly lineNo: number;
}

/** The instant, where the file says its own offset; else the database reckons it from the layout's zone. */
function instantOf({ day, time, offsetMinutes }: Moment): string | null {
  if (time === null || offsetMinutes === null) return null;
  const size = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `${day}T${time}${zone}`;
}

export const registryValues = ({ fileId, part, lineNo }: LinePlace, line: RegistryLine, acquirer: string): readonly Value[] => [
  fileId,
  lineNo,
  part,
  line.row,
  registryIdentity(line, acquirer),
  line.kind,
  line.state,
  line.operatedAt.day,
  line.operatedAt.time,
  instantOf(line.operatedAt),
  line.timeZone,
  line.postedOn,
  line.registryOn,
  line.settledOn,
  line.grossMinor,
  line.feeMinor,
  line.feeTaxMinor,
  line.netMinor,
  line.currency,
  acquirer,
  line.legalEntityInn,
  line.mid,
  line.tid,
  line.outlet,
  line.rrn,
  line.authCode,
  line.cardMask,
  line.cardProduct,
  line.paymentSystem,
  line.operationRef,
  line.orderRef,
  line.parentRef,
];

export function statementValues({ fileId, part, lineNo }: LinePlace, entry: StatementEntry): readonly Value[] {
  const acquiring = readAcquiringCredit(entry.purpose);
  return [
    fileId,
    lineNo,
    part,
    entry.row,
    statementIdentity(entry, acquiring),
    entry.account,
    entry.direction,
    entry.amountMinor,
    entry.currency,
    entry.bookedOn,
    entry.documentNumber,
    entry.documentOn,
    entry.documentKind,
    entry.counterparty,
    entry.counterpartyInn,
    entry.counterpartyAccount,
    entry.purpose,
    entry.bankRef,
    // Amounts as texts, since JSON has floats only.
    acquiring === null ? null : JSON.stringify(acquiring, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ];
}

export const postingValues = ({ fileId, part, lineNo }: LinePlace, line: PostingLine): readonly Value[] => [
  fileId,
  lineNo,
  part,
  line.row,
  postingIdentity(line),
  line.postingRef,
  line.businessDay,
  line.postedAt?.day ?? null,
  line.postedAt?.time ?? null,
  line.kind,
  line.amountMinor,
  line.currency,
  line.folio,
  line.room,
  line.guest,
  line.rrn,
  line.authCode,
  line.cardMask,
  line.tid,
  line.paymentRef,
  line.cashier,
];

/** Several operations may share it: it gets a number of its own once all lines are there. */
export const isShared = (values: readonly Value[]): boolean => {
  const identity = values[4];
  return typeof identity === 'string' && identity.startsWith(SHARED);
};
