import type { PaymentKind } from '@payport/domain';

/** Which way the money goes: sentences about "the money" read differently for a refund. */
export type MoneyWay = 'out' | 'back' | 'hold';

export function moneyWay(kind: PaymentKind): MoneyWay {
  if (kind === 'preauthorization') return 'hold';
  return kind === 'refund' || kind === 'void' ? 'back' : 'out';
}
