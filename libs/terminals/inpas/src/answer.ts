import type { DriverSession, Evidence } from '@payport/terminals-core';
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

export const operationsOf = (operation: 'sale' | 'refund' | 'void'): readonly number[] =>
  operation === 'refund' ? REFUND_OPERATIONS : [operation === 'sale' ? OPERATION.sale : OPERATION.void];

export const isOfAnotherTerminal = ({ terminalId }: Pick<SaMessage, 'terminalId'>, registered: string): boolean =>
  terminalId !== null && terminalId !== registered;

/** Whatever an answer says about itself must agree with what was asked. What it leaves out is no contradiction. */
export function distrust(message: SaMessage, expected: Expected): Distrust | null {
  if (isOfAnotherTerminal(message, expected.terminalId)) return 'other_terminal';
  if (message.operation !== null && !expected.operations.includes(message.operation)) return 'other_operation';
  if (expected.amountMinor !== null && message.amountMinor !== null && message.amountMinor !== expected.amountMinor) return 'other_amount';
  if (message.currency !== null && message.currency !== CURRENCY_NUMBER) return 'other_currency';
  return null;
}

/** What an answer said, for a person who checks it later. */
export const evidenceOf = (message: SaMessage): Evidence => ({
  status: message.status,
  hostCode: message.hostCode,
  operation: message.operation,
  echo: message.transactionId,
  terminalId: message.terminalId,
  answeredAmountMinor: message.amountMinor?.toString() ?? null,
});

/** Tells people what no answer of this terminal should ever say. */
export function alarm(why: Distrust, message: SaMessage, expected: { readonly terminalId: string }, session: DriverSession): void {
  if (why === 'other_terminal') {
    session.alert({ kind: 'terminal_mismatch', detail: `registered as ${expected.terminalId}, answered as ${message.terminalId ?? ''}` });
  } else if (why !== 'no_number') {
    session.alert({
      kind: 'foreign_answer',
      detail: `${why}: operation ${message.operation ?? 'none'}, amount ${String(message.amountMinor ?? 'none')}`,
    });
  }
}
