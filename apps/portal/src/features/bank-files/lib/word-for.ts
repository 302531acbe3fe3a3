interface Words {
  (key: never): string;
  has(key: never): boolean;
}

/** The words for a code; the code itself where a newer gateway knows one that this portal does not. */
export const wordFor = (words: Words, code: string): string => (words.has(code as never) ? words(code as never) : code);
