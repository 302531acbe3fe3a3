import type { CardResult } from '@payport/domain';
import type { StatusInformation } from './messages.ts';
import { codeText } from './result-map.ts';

export type Operation = 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture' | 'release';

export interface ResultContext {
  readonly operation: Operation;
  readonly currency: string;
  /** What was asked for, which the answer has been held against. Null: no money moved. */
  readonly amountMinor: bigint | null;
  readonly slip: string | null;
  /** Our wall clock: the terminal's dates have no year. */
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

/** What the terminal said, in our words. The protocol has no reference number of the bank. */
export function cardResultOf(status: StatusInformation, context: ResultContext): CardResult {
  const { amountMinor, operation } = context;
  return {
    // The answer named it, or what a capture gives back.
    approvedAmountMinor: amountMinor,
    currency: context.currency,
    rrn: null,
    authCode: status.authCode,
    responseCode: status.resultCode === null ? null : codeText(status.resultCode),
    responseText: status.additionalText ?? status.errorText,
    cardMask: status.cardMask,
    cardBrand: status.cardName,
    cardExpiry: status.expiry === null ? null : `${status.expiry.slice(2)}/${status.expiry.slice(0, 2)}`,
    cardholder: null,
    terminalTid: status.terminalId,
    merchantMid: status.merchantId,
    stan: status.receipt,
    hostTime: timeOf(status, context.nowMs),
    executedAs: amountMinor === null ? null : executedAs(operation),
    slip: context.slip,
  };
}

/** The year is ours; a date far ahead is last year's. */
function timeOf({ date, time }: StatusInformation, nowMs: number): string | null {
  if (date === null || time === null) return null;
  const year = new Date(nowMs).getUTCFullYear();
  const [, month = '', day = ''] = /^(..)(..)$/.exec(date) ?? [];
  const ahead = Date.UTC(year, Number(month) - 1, Number(day)) - nowMs > 2 * DAY_MS;
  const clock = time.replace(/^(..)(..)(..)$/, '$1:$2:$3');
  return `${ahead ? year - 1 : year}-${month}-${day}T${clock}`;
}

/** A reservation moves nothing, its capture is neither of the three. */
const executedAs = (operation: Operation): CardResult['executedAs'] =>
  operation === 'sale' || operation === 'refund' || operation === 'void' ? operation : null;
