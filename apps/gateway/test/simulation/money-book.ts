import type { BankEntry } from './bank/simulated-bank.ts';

export const goesBack = (kind: BankEntry['kind']): boolean => kind === 'refund' || kind === 'void';

const sum = (entries: readonly BankEntry[]): bigint => entries.reduce((total, { amountMinor }) => total + amountMinor, 0n);

/** The bank's entries by the order that they came of, and what followed each of them. */
export class MoneyBook {
  readonly #of = new Map<string, BankEntry[]>();
  readonly #after = new Map<string, BankEntry[]>();

  /** How often that order has moved money, with this time. */
  add(entry: BankEntry): number {
    const entries = [...(this.#of.get(entry.reference) ?? []), entry];
    this.#of.set(entry.reference, entries);
    return entries.length;
  }

  /** The money of an order that nobody has undone. */
  standing(reference: string): BankEntry | undefined {
    return this.#of.get(reference)?.find((entry) => !entry.reversed);
  }

  /** What is left of an order's money after all that went back. */
  left(reference: string): bigint {
    const back = (this.#after.get(reference) ?? []).filter(({ reversed, kind }) => !reversed && goesBack(kind));
    return (this.standing(reference)?.amountMinor ?? 0n) - sum(back);
  }

  /** Money that goes back to, or is captured of, another order; tells what is wrong with it. */
  follow(original: string, entry: BankEntry): string | null {
    const entries = [...(this.#after.get(original) ?? []), entry];
    this.#after.set(original, entries);
    const standing = entries.filter(({ reversed }) => !reversed);
    const taken = this.standing(original)?.amountMinor ?? 0n;
    const back = sum(standing.filter(({ kind }) => goesBack(kind)));
    if (back > taken) return `${back} went back of ${taken} (${original})`;
    const captures = standing.filter(({ kind }) => kind === 'capture');
    if (captures.length > 1) return `${original} was captured ${captures.length} times`;
    if (back > 0n && captures.length > 0) return `${original} was captured and released`;
    return sum(captures) > taken ? `${sum(captures)} was captured of ${taken} (${original})` : null;
  }
}
