/** An amount of the gateway, such as `-1500.00`, as whole minor units; with those of one currency it is added up. */
export const centsOf = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** The same back, with as many decimals as the amount beside it. */
export function textOf(cents: bigint, like: string): string {
  const decimals = like.split('.')[1]?.length ?? 0;
  const digits = (cents < 0n ? -cents : cents).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${cents < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}
