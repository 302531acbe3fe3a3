import type { CardResult } from '@payport/domain';
import { CURRENCY } from './constants.ts';
import type { ResultFile, Slip, TapeLine } from './messages.ts';

export interface ResultContext {
  /** Null: no money moved. The program confirms the amount that it was given; its file repeats none. */
  readonly approvedAmountMinor: bigint | null;
  readonly operation: 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture' | 'release';
}

/** What the terminal said, in our words. */
export function cardResultOf(file: ResultFile, slip: Slip | null, context: ResultContext): CardResult {
  return {
    approvedAmountMinor: context.approvedAmountMinor,
    currency: CURRENCY,
    rrn: file.rrn,
    authCode: file.authCode,
    responseCode: String(file.code),
    responseText: file.message === '' ? null : file.message,
    cardMask: file.cardMask,
    cardBrand: file.cardType,
    cardExpiry: file.expiry,
    cardholder: slip?.cardholder ?? null,
    terminalTid: file.terminalId,
    merchantMid: file.merchant,
    stan: file.operationNumber,
    hostTime: file.hostTime,
    executedAs: context.approvedAmountMinor === null ? null : executedAs(context.operation, slip),
    slip: slip?.text ?? null,
  };
}

/** The slip's title says what the bank really made of a refund: `Отмена` or `Возврат`. Unreadable: not known. */
function executedAs(operation: ResultContext['operation'], slip: Slip | null): CardResult['executedAs'] {
  // A reservation and its release move nothing, and a capture is neither of the three.
  if (operation === 'preauthorization' || operation === 'capture' || operation === 'release') return null;
  if (operation === 'sale') return 'sale';
  if (operation === 'void') return 'void';
  return slip?.operation === 'void' || slip?.operation === 'refund' ? slip.operation : null;
}

/** The little that a line of the control tape tells. */
export function tapeResultOf(line: TapeLine, terminalTid: string | null): CardResult {
  return {
    approvedAmountMinor: line.amountMinor,
    currency: CURRENCY,
    rrn: null,
    authCode: line.authCode,
    responseCode: null,
    responseText: null,
    cardMask: line.cardMask,
    cardBrand: line.cardType,
    cardExpiry: null,
    cardholder: null,
    terminalTid,
    merchantMid: null,
    stan: line.number,
    hostTime: null,
    executedAs: line.operation,
    slip: null,
  };
}
