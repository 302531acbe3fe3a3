/** What may stand around words, and says nothing. */
const [BEFORE, BEHIND] = [`"'« `, `"'» :`];

/**
 * Words as files write them, made comparable: one kind of space, ё as е, lower case, no quotes around. The ends are looked for
 * sign by sign: a pattern for "these signs at the end" tries each sign of a long row of them anew.
 */
export function normalWords(text: string): string {
  const plain = text.replace(/[\s\u00a0\u202f\u2009\ufeff]+/g, ' ');
  let [from, to] = [0, plain.length];
  while (from < to && BEFORE.includes(plain.charAt(from))) from += 1;
  while (to > from && BEHIND.includes(plain.charAt(to - 1))) to -= 1;
  return plain.slice(from, to).toLowerCase().replaceAll('ё', 'е');
}
