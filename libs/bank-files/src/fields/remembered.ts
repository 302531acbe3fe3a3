/** Texts that are kept: kinds, states and days of a file are few. */
const MAX_KEPT = 4096;

/**
 * The same function, which does not think twice about the same text: columns of a registry hold a handful of different ones.
 * When more come than are kept, all are forgotten.
 */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const before = kept.get(text);
    if (before !== undefined || kept.has(text)) return before as T;
    if (kept.size >= MAX_KEPT) kept.clear();
    const value = read(text);
    kept.set(text, value);
    return value;
  };
}
