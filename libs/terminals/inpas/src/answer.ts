import { CURRENCY_NUMBER, OPERATION } from './constants.ts';
import type { SaMessage } from './messages.ts';

/** Why an answer that came to us says nothing certain about our order. */
export type Distrust = 'no_number' | 'other_terminal' | 'other_operation' | 'other_amount' | 'other_currency';

export interface Expected {
  readonly operations: readonly number[];
  readonly amountMinor: bigint | null;
  readonly terminalId: string;
}

/** Codes that a refund may be answered with: profiles differ, and a terminal may run it as a void. */
export const REFUND_OPERATIONS: readonly number[] = [OPERATION.refund, 3, OPERATION.void];

/** Whatever an answer says about itself must agree with what was asked. What it leaves out is no contradiction. */
export function distrust(message: SaMessage, expected: Expected): Distrust | null {
  if (message.terminalId !== null && message.terminalId !== expected.terminalId) return 'other_terminal';
  if (message.operation !== null && !expected.operations.includes(message.operation)) return 'other_operation';
  if (expected.amountMinor !== null && message.amountMinor !== null && message.amountMinor !== expected.amountMinor) return 'other_amount';
  if (message.currency !== null && message.currency !== CURRENCY_NUMBER) return 'other_currency';
  return null;
}
