import { readAcquiringCredit, type Moment, type PostingLine, type RegistryLine, type StatementEntry } from '@payport/bank-files';
import { postingIdentity, registryIdentity, SHARED, statementIdentity } from './line-identity.ts';
import { offsetOn } from './zone-offset.ts';

/** Columns of the tables of lines in the order in which a row is written for COPY, behind whose it is. */
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
export type Value = string | number | bigint | null;
const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** Signs that a text of the database cannot hold. */
const IMPOSSIBLE = /\0/g;

/**
 * One row for COPY (text format), with its end of line.
 * @param whose the ids that stand before the values: of the file, and of its hotel where the row comes to where it stays
 */
export function copyRow(whose: readonly string[], values: readonly Value[]): string {
  let row = whose.join('\t');
  for (const value of values) {
    if (value === null) row += '\t\\N';
    else if (typeof value !== 'string') row += `\t${value}`;
    else row += `\t${SPECIAL.test(value) ? escaped(value) : value}`;
  }
  return `${row}\n`;
}

const escaped = (value: string): string => value.replace(IMPOSSIBLE, '').replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);

export interface LinePlace {
  readonly part: number;
  readonly lineNo: number;
}

/** The instant by the file's own offset, else by the layout's zone; null where that zone's clocks change about then, and without a time. */
function instantOf({ day, time, offsetMinutes }: Moment, timeZone: string): string | null {
  if (time === null) return null;
  const offset = offsetMinutes === null ? offsetOn(day, timeZone) : offsetOf(offsetMinutes);
  return offset === null ? null : `${day}T${time}${offset}`;
}

function offsetOf(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

export const registryValues = ({ part, lineNo }: LinePlace, line: RegistryLine, acquirer: string): readonly Value[] => [
  lineNo,
  part,
  line.row,
  registryIdentity(line, acquirer),
  line.kind,
  line.state,
  line.operatedAt.day,
  line.operatedAt.time,
  instantOf(line.operatedAt, line.timeZone),
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

export function statementValues({ part, lineNo }: LinePlace, entry: StatementEntry): readonly Value[] {
  const acquiring = readAcquiringCredit(entry.purpose);
  return [
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

export const postingValues = ({ part, lineNo }: LinePlace, line: PostingLine): readonly Value[] => [
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

const IDENTITY = LINE_COLUMNS.registry_line.indexOf('identity');
const OPERATED_TIME = LINE_COLUMNS.registry_line.indexOf('operated_time');
const OPERATED_AT = LINE_COLUMNS.registry_line.indexOf('operated_at');

/**
 * Whether all of a row can be said where it is read. What several operations may share gets a number once all lines are there, and
 * the instant of a night in which clocks change is for the database to say.
 */
export function isFinal(table: LineTable, values: readonly Value[]): boolean {
  const identity = values[IDENTITY];
  if (typeof identity !== 'string' || identity.startsWith(SHARED)) return false;
  return table !== 'registry_line' || values[OPERATED_TIME] === null || values[OPERATED_AT] !== null;
}
