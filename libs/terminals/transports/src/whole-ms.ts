/** @throws RangeError that names the option, when it is not a whole number of milliseconds in its limits */
export function wholeMs(name: string, value: number, least: number, most = 3_600_000): void {
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${name} must be ${least} to ${most} ms`);
}
