import { formatAmount } from '@payport/domain';
import { DIRECTION, type RegistryLine } from '../file-lines.ts';

const FIELDS = ['gross', 'fee', 'net'] as const;
export type SummedField = (typeof FIELDS)[number];
type Sums = Record<SummedField, { signed: bigint; plain: bigint }>;

const nothing = (): Sums => ({ gross: { signed: 0n, plain: 0n }, fee: { signed: 0n, plain: 0n }, net: { signed: 0n, plain: 0n } });

/**
 * Adds up a registry, to be held against its rows of totals. Files give sums with the sign of the money or without it, of the
 * whole table or of the rows since the row of totals before: whichever fits counts.
 */
export class TableSums {
  private whole = nothing();
  private since = nothing();

  add(line: RegistryLine): void {
    const direction = BigInt(DIRECTION[line.kind]);
    for (const sums of [this.whole, this.since]) {
      sums.gross.signed += direction * line.grossMinor;
      sums.gross.plain += line.grossMinor;
      sums.fee.signed += line.feeMinor ?? 0n;
      sums.fee.plain += absolute(line.feeMinor ?? 0n);
      sums.net.signed += line.netMinor ?? 0n;
      sums.net.plain += absolute(line.netMinor ?? 0n);
    }
  }

  /** What a row of totals says that no sum of the rows agrees with: `Сумма операции 100.00 ≠ 90.00`. */
  differences(said: (field: SummedField) => { readonly column: string; readonly minor: bigint } | null, currency: string): readonly string[] {
    const found = FIELDS.flatMap((field) => {
      const says = said(field);
      if (says === null) return [];
      const fits = [this.whole, this.since].some((sums) => says.minor === sums[field].signed || absolute(says.minor) === sums[field].plain);
      return fits ? [] : [`${says.column} ${formatAmount(says.minor, currency)} ≠ ${formatAmount(this.whole[field].signed, currency)}`];
    });
    this.since = nothing();
    return found;
  }
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
