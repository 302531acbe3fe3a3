/**
 * An amount as people type it ("100 000,50", "100000") in the form that the gateway reads; null: no limit. What is no amount
 * stays as it is, so that the gateway says what is wrong with it.
 */
export function limitText(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return text === '' ? null : text;
}
