import type { CardResult } from '@payport/domain';
import { CURRENCY, OPERATION } from './constants.ts';
import type { SaMessage } from './messages.ts';

export interface ResultContext {
  readonly operation: 'sale' | 'refund' | 'void';
  /** Null: no money moved. */
  readonly approvedAmountMinor: bigint | null;
  /** One code means void and refund: then an answer does not tell which it was. */
  readonly oneCode: boolean;
}

/** What the terminal said, in our words. */
export function cardResultOf(message: SaMessage, context: ResultContext): CardResult {
  return {
    approvedAmountMinor: context.approvedAmountMinor,
    currency: CURRENCY,
    rrn: message.rrn,
    authCode: message.authCode,
    responseCode: message.hostCode ?? (message.status === null ? null : String(message.status)),
    responseText: message.text,
    cardMask: message.cardMask,
    cardBrand: message.receipt?.cardType ?? null,
    cardExpiry: message.cardExpiry,
    cardholder: null,
    terminalTid: message.terminalId,
    merchantMid: message.merchantId,
    stan: null,
    hostTime: message.hostTime,
    executedAs: context.approvedAmountMinor === null ? null : executedAs(message, context),
    slip: message.receipt?.slip ?? null,
  };
}

function executedAs({ operation }: SaMessage, context: ResultContext): CardResult['executedAs'] {
  if (context.operation !== 'refund') return context.operation;
  if (context.oneCode || operation === null) return null;
  return operation === OPERATION.void ? 'void' : 'refund';
}
