import type { PortalReconException } from '@payport/contracts';
import { centsOf, textOf } from './cents.ts';

type Stake = Pick<PortalReconException, 'stake' | 'currency' | 'endedAt' | 'proposal'>;

export interface StakeSum {
  readonly currency: string;
  readonly amount: string;
  /** More than one person alone may explain. */
  readonly second: boolean;
}

/** Whether an amount, whatever its sign, is above so many major units. */
export function isAbove(amount: string, above: number): boolean {
  const minor = centsOf(amount);
  const decimals = amount.split('.')[1]?.length ?? 0;
  return (minor < 0n ? -minor : minor) > BigInt(above) * 10n ** BigInt(decimals);
}

/** What one act would write off, by currency, as the gateway will add it up: neither what has ended nor what waits already. */
export function stakeSums(rows: readonly Stake[], above: number): readonly StakeSum[] {
  const sums = new Map<string, string>();
  for (const { stake, currency, endedAt, proposal } of rows)
    if (endedAt === null && proposal === null) sums.set(currency, textOf(centsOf(sums.get(currency) ?? '0') + centsOf(stake), stake));
  return [...sums].map(([currency, amount]) => ({ currency, amount, second: isAbove(amount, above) }));
}

/** How far the sides of a likely pair are apart, where one person alone does not decide about it; else null. */
export function differenceAbove(one: string, other: string, above: number): string | null {
  const difference = centsOf(one) - centsOf(other);
  const text = textOf(difference < 0n ? -difference : difference, one);
  return isAbove(text, above) ? text : null;
}
