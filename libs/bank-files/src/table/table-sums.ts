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
  private readonly whole = nothing();
  /** The whole as it was at the row of totals before. */
  private before = nothing();

  add({ kind, grossMinor, feeMinor, netMinor }: RegistryLine): void {
    const { gross, fee, net } = this.whole;
    const direction = DIRECTION[kind];
    if (direction !== 0) gross.signed += direction < 0 ? -grossMinor : grossMinor;
    gross.plain += grossMinor;
    if (feeMinor !== null) {
      fee.signed += feeMinor;
      fee.plain += absolute(feeMinor);
    }
    if (netMinor !== null) {
      net.signed += netMinor;
      net.plain += absolute(netMinor);
    }
  }

  /** What a row of totals says that no sum of the rows agrees with: `Сумма операции 100.00 ≠ 90.00`. */
  differences(said: (field: SummedField) => { readonly column: string; readonly minor: bigint } | null, currency: string): readonly string[] {
    const found = FIELDS.flatMap((field) => {
      const says = said(field);
      if (says === null) return [];
      const [whole, before] = [this.whole[field], this.before[field]];
      const since = { signed: whole.signed - before.signed, plain: whole.plain - before.plain };
      const fits = [whole, since].some(({ signed, plain }) => says.minor === signed || absolute(says.minor) === plain);
      return fits ? [] : [`${says.column} ${formatAmount(says.minor, currency)} ≠ ${formatAmount(this.whole[field].signed, currency)}`];
    });
    const { gross, fee, net } = this.whole;
    this.before = { gross: { ...gross }, fee: { ...fee }, net: { ...net } };
    return found;
  }
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
