import type { Evidence, RefundOrder } from '@payport/terminals-core';
import type { SaRequest } from './messages.ts';
import type { Abilities } from './abilities.ts';

export type PartialReversal = SaRequest & { readonly kind: 'partial_reversal' };

/**
 * A refund of a part as a change of the original's amount (operation 4 with the new and the original amount). Null where it
 * has to go as a refund: the original must be known by its number and amount, still be in the open batch, and never have
 * been changed before — what the terminal takes for its amount after that is said nowhere.
 */
export function partialReversalOf(order: RefundOrder, abilities: Pick<Abilities, 'partialReversal'>): PartialReversal | null {
  const { rrn, authCode, amountMinor: originalAmountMinor = null, givenBackMinor, inOpenBatch } = order.original;
  if (!abilities.partialReversal || rrn === null || originalAmountMinor === null) return null;
  if (inOpenBatch !== true || givenBackMinor !== 0n || order.amountMinor >= originalAmountMinor) return null;
  const amountMinor = originalAmountMinor - order.amountMinor;
  return { kind: 'partial_reversal', amountMinor, originalAmountMinor, rrn, authCode, transactionId: order.reference };
}

/** What a later question about it must know: the terminal's answer names the new amount, and the order does not. */
export const factsOfPart = ({ amountMinor, originalAmountMinor }: PartialReversal): Evidence => ({
  partialReversal: true,
  newAmountMinor: amountMinor.toString(),
  originalAmountMinor: originalAmountMinor.toString(),
});

/** The new amount of the partial reversal that was sent; null where none was. */
export function keptNewAmount(kept: readonly Evidence[]): bigint | null {
  const facts = kept.findLast(({ partialReversal }) => partialReversal === true);
  const told = facts?.['newAmountMinor'];
  return typeof told === 'string' && /^[0-9]{1,12}$/.test(told) ? BigInt(told) : null;
}
