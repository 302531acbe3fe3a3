import { readAcquiringCredit, type Moment, type PostingLine, type RegistryLine, type RowProblem, type StatementEntry } from '@payport/bank-files';
import { postingIdentity, registryIdentity, statementIdentity } from './line-identity.ts';

/** A row of one of the tables, by column; amounts as texts, since JSON has floats only. */
export type LineRow = Readonly<Record<string, unknown>>;

interface Place {
  readonly file_id: string;
  readonly property_id: string;
  readonly part: number;
  readonly line_no: number;
}

const minor = (value: bigint | null): string | null => value?.toString() ?? null;

/** The instant, where the file says its own offset; else the database reckons it from the layout's zone. */
function instantOf({ day, time, offsetMinutes }: Moment): string | null {
  if (time === null || offsetMinutes === null) return null;
  const size = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `${day}T${time}${zone}`;
}

export const registryRow = (place: Place, line: RegistryLine, acquirer: string): LineRow => ({
  ...place,
  row_no: line.row,
  identity: registryIdentity(line, acquirer),
  kind: line.kind,
  state: line.state,
  operated_on: line.operatedAt.day,
  operated_time: line.operatedAt.time,
  operated_at: instantOf(line.operatedAt),
  time_zone: line.timeZone,
  posted_on: line.postedOn,
  registry_on: line.registryOn,
  settled_on: line.settledOn,
  gross_minor: minor(line.grossMinor),
  fee_minor: minor(line.feeMinor),
  fee_tax_minor: minor(line.feeTaxMinor),
  net_minor: minor(line.netMinor),
  currency: line.currency,
  acquirer,
  inn: line.legalEntityInn,
  mid: line.mid,
  tid: line.tid,
  outlet: line.outlet,
  rrn: line.rrn,
  auth_code: line.authCode,
  card_mask: line.cardMask,
  card_product: line.cardProduct,
  payment_system: line.paymentSystem,
  operation_ref: line.operationRef,
  order_ref: line.orderRef,
  parent_ref: line.parentRef,
});

export function statementRow(place: Place, entry: StatementEntry): LineRow {
  const acquiring = entry.direction === 'debit' ? null : readAcquiringCredit(entry.purpose);
  return {
    ...place,
    row_no: entry.row,
    identity: statementIdentity(entry),
    account: entry.account,
    direction: entry.direction,
    amount_minor: minor(entry.amountMinor),
    currency: entry.currency,
    booked_on: entry.bookedOn,
    document_number: entry.documentNumber,
    document_on: entry.documentOn,
    document_kind: entry.documentKind,
    counterparty: entry.counterparty,
    counterparty_inn: entry.counterpartyInn,
    counterparty_account: entry.counterpartyAccount,
    purpose: entry.purpose,
    bank_ref: entry.bankRef,
    acquiring:
      acquiring === null
        ? null
        : Object.fromEntries(Object.entries(acquiring).map(([key, value]) => [key, typeof value === 'bigint' ? value.toString() : value])),
  };
}

export const postingRow = (place: Place, line: PostingLine): LineRow => ({
  ...place,
  row_no: line.row,
  identity: postingIdentity(line),
  posting_ref: line.postingRef,
  business_day: line.businessDay,
  posted_on: line.postedAt?.day ?? null,
  posted_time: line.postedAt?.time ?? null,
  kind: line.kind,
  amount_minor: minor(line.amountMinor),
  currency: line.currency,
  folio: line.folio,
  room: line.room,
  guest: line.guest,
  rrn: line.rrn,
  auth_code: line.authCode,
  card_mask: line.cardMask,
  tid: line.tid,
  payment_ref: line.paymentRef,
  cashier: line.cashier,
});

export const problemRow = (fileId: string, part: number, problemNo: number, problem: RowProblem): LineRow => ({
  file_id: fileId,
  problem_no: problemNo,
  part,
  row_no: problem.row,
  code: problem.code,
  column_name: problem.column,
  value: problem.value,
});
