interface Words {
  (key: never): string;
  has(key: never): boolean;
}

/** The words for a code; the code itself where a newer gateway knows one that this portal does not. */
export const wordFor = (words: Words, code: string): string => (words.has(code as never) ? words(code as never) : code);

/** Problems whose detail is a limit in bytes or cells: the words say all that helps. */
export const LIMITS: readonly string[] = ['too_large', 'unpacks_too_large', 'too_many_members', 'too_many_cells'];
