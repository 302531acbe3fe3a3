import { parseAmount } from '@payport/domain';

/**
 * Whether a refund of this amount waits for a second person; false for what is no amount, which the gateway refuses.
 * @param alone what the person gives back alone, in decimals; null: any amount
 */
export function needsSecond(typed: string | null, alone: string | null, currency: string): boolean {
  if (alone === null || typed === null) return false;
  const [amount, most] = [parseAmount(typed, currency), parseAmount(alone, currency)];
  if (!amount.ok) return false;
  return amount.value > (most.ok ? most.value : 0n);
}
