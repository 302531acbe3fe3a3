import { DIRECTION } from '../file-lines.ts';
import type { RegistryDraft } from './drafts.ts';

/** What the bank pays for one merchant's operations of one day: a credit is Σ lines − fees. */
export interface Settlement {
  readonly mid: string;
  /** Day of the operations, by the bank's clock. */
  readonly day: string;
  readonly operations: number;
  /** Money that came, money that went back, and what the bank keeps; the first two positive. */
  readonly grossMinor: bigint;
  readonly refundsMinor: bigint;
  readonly feeMinor: bigint;
  /** Below zero where more went back than came. */
  readonly netMinor: bigint;
}

/** Sums up what moved money, by merchant and day, in the order of the days. */
export function settleRegistry(lines: Iterable<RegistryDraft>): readonly Settlement[] {
  const sums = new Map<string, Settlement>();
  for (const line of lines) {
    const direction = DIRECTION[line.kind];
    if (line.state !== 'completed' || direction === 0) continue;
    const mid = line.mid ?? '';
    const day = line.registryOn ?? line.operatedAt.day;
    const key = `${day}|${mid}`;
    const before = sums.get(key) ?? { mid, day, operations: 0, grossMinor: 0n, refundsMinor: 0n, feeMinor: 0n, netMinor: 0n };
    const fee = line.feeMinor ?? 0n;
    const came = direction > 0 ? line.grossMinor : 0n;
    const went = direction < 0 ? line.grossMinor : 0n;
    sums.set(key, {
      ...before,
      operations: before.operations + 1,
      grossMinor: before.grossMinor + came,
      refundsMinor: before.refundsMinor + went,
      feeMinor: before.feeMinor + fee,
      netMinor: before.netMinor + came - went - fee,
    });
  }
  return Array.from(sums)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, settlement]) => settlement);
}
