import { formatAmount } from '@payport/domain';
import type { RegistryDraft } from './drafts.ts';
import { russianDay } from './drafts.ts';
import { tableRow } from './table-text.ts';

const HEAD = [
  'TRANS_DATE',
  'TRANSACTION_ID',
  'SUM',
  'COMMISSION',
  'ITV_COMMISSION',
  'USER_INFO',
  'MERCH',
  'MERCH_SITE',
  'PARENT_TRANSACTION_ID',
  'TRANSACTION_TYPE',
  'MERCHANT_SITE_NAME',
  'PAYMENT_METHOD_TYPE',
  'RRN',
  'AUTH_CODE',
  'ORDER_UID',
  'QRC_ID',
];
const STYLE = { delimiter: ';' } as const;

/** Tochka's daily registry: `;`, a decimal comma; nothing at all of a day without operations. Payments and refunds only. */
export function* tochkaText(lines: Iterable<RegistryDraft>): Generator<string> {
  let begun = false;
  for (const line of lines) {
    if (!begun) yield tableRow(HEAD, STYLE);
    begun = true;
    yield tableRow(cellsOf(line), STYLE);
  }
}

function cellsOf(line: RegistryDraft): string[] {
  const amount = (minor: bigint | null): string => (minor === null ? '' : formatAmount(minor, line.currency).replace('.', ','));
  const { day, time } = line.operatedAt;
  const refund = line.kind === 'refund' || line.kind === 'sbp_refund';
  const sbp = line.kind === 'sbp_purchase' || line.kind === 'sbp_refund';
  return [
    time === null ? russianDay(day) : `${russianDay(day)} ${time}`,
    line.operationRef ?? '',
    amount(line.grossMinor),
    amount(line.feeMinor),
    '',
    line.cardMask ?? '',
    line.mid ?? '',
    '',
    line.parentRef ?? '',
    refund ? 'REFUND' : 'PAYMENT',
    line.outlet ?? '',
    sbp ? 'SBP' : 'CARD',
    line.rrn ?? '',
    line.authCode ?? '',
    line.orderRef ?? '',
    '',
  ];
}
