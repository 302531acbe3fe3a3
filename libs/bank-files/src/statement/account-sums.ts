import { formatAmount } from '@payport/domain';
import type { StatementEntry } from '../file-lines.ts';

/** Totals that a statement says of an account, for the whole or a part of its period. */
export interface AccountTotals {
  readonly account: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly openingMinor: bigint | null;
  readonly creditMinor: bigint | null;
  readonly debitMinor: bigint | null;
  readonly closingMinor: bigint | null;
}

interface Sums {
  credit: bigint;
  debit: bigint;
  /** Of some entry nobody knows which way the money went: the sums say nothing then. */
  unknown: boolean;
}

/** Adds up the entries of each account, to be held against what the statement says itself. */
export class AccountSums {
  private readonly sums = new Map<string, Sums>();

  add(entries: readonly StatementEntry[]): void {
    for (const { account, direction, amountMinor } of entries) {
      const sums = this.sums.get(account) ?? { credit: 0n, debit: 0n, unknown: false };
      if (direction === 'unknown') sums.unknown = true;
      else sums[direction] += amountMinor;
      this.sums.set(account, sums);
    }
  }

  /** What does not agree, each in one line: `40702…: ВсегоПоступило 100.00 ≠ 90.00`. */
  differences(totals: readonly AccountTotals[], currency: string, words: TotalsWords): readonly string[] {
    const accounts = [...new Set(totals.map(({ account }) => account))];
    return accounts.flatMap((account) => {
      const parts = totals.filter((part) => part.account === account);
      const sums = this.sums.get(account) ?? { credit: 0n, debit: 0n, unknown: false };
      const said = { credit: stated(parts, 'creditMinor'), debit: stated(parts, 'debitMinor') };
      const opening = parts[0]?.openingMinor ?? null;
      const closing = parts.at(-1)?.closingMinor ?? null;
      const came = said.credit ?? sums.credit;
      const went = said.debit ?? sums.debit;
      const found: (readonly [string, bigint | null, bigint])[] = sums.unknown
        ? []
        : [
            [words.credit, said.credit, sums.credit],
            [words.debit, said.debit, sums.debit],
          ];
      if (opening !== null && !(sums.unknown && (said.credit === null || said.debit === null)))
        found.push([words.closing, closing, opening + came - went]);
      return found
        .filter(([, says, is]) => says !== null && says !== is)
        .map(([word, says, is]) => `${account}: ${word} ${formatAmount(says ?? 0n, currency)} ≠ ${formatAmount(is, currency)}`);
    });
  }
}

/** How the format itself calls what it says. */
export interface TotalsWords {
  readonly credit: string;
  readonly debit: string;
  readonly closing: string;
}

/** The sum over the parts of the period; null where one of them does not say it. */
function stated(parts: readonly AccountTotals[], field: 'creditMinor' | 'debitMinor'): bigint | null {
  return parts.reduce<bigint | null>((sum, part) => (sum === null || part[field] === null ? null : sum + part[field]), 0n);
}
