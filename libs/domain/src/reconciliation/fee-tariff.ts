/** What the contract with the acquirer says that an operation costs. */
export interface FeeTariff {
  readonly rateMillionths: bigint;
  readonly fixedMinor: bigint;
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  /** Whether money back brings its fee back. */
  readonly refundsFee: boolean;
}

const MILLION = 1_000_000n;

/**
 * The fee that the contract asks for an operation, minor units: positive for what the bank keeps, negative for what it gives
 * back. Rounded half up, as acquirers do; the same arithmetic as `recon_fee` of the database, and a test compares both.
 */
export function expectedFeeMinor(grossMinor: bigint, direction: 1 | -1, tariff: FeeTariff): bigint {
  if (direction === -1 && !tariff.refundsFee) return 0n;
  let fee = (grossMinor * tariff.rateMillionths + MILLION / 2n) / MILLION + tariff.fixedMinor;
  if (tariff.minMinor !== null && fee < tariff.minMinor) fee = tariff.minMinor;
  if (tariff.maxMinor !== null && fee > tariff.maxMinor) fee = tariff.maxMinor;
  return direction === -1 ? -fee : fee;
}
