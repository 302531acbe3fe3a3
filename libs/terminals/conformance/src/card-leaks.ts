/** Every way in which a card number can stand in a value that leaves a driver. */
function hides(text: string, pan: string): boolean {
  return text.includes(pan) || text.replace(/[ .-]/g, '').includes(pan);
}

/** Where a card number is still readable in what a driver told: names of the places. */
export function placesOf(pan: string, told: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(told).flatMap(([name, value]) => (readable(value, pan) ? [name] : []));
}

function readable(value: unknown, pan: string): boolean {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    return hides(bytes.toString('latin1'), pan) || bytes.toString('hex').includes(pan);
  }
  if (value instanceof Error) return hides(`${value.message} ${value.stack ?? ''}`, pan) || readable(value.cause, pan);
  if (Array.isArray(value)) return value.some((item) => readable(item, pan));
  if (typeof value === 'object' && value !== null) return Object.values(value).some((item) => readable(item, pan));
  return (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number') && hides(String(value), pan);
}
