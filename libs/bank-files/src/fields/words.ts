/** Words as files write them, made comparable: one kind of space, ё as е, lower case, no quotes around. */
export function normalWords(text: string): string {
  return text
    .replace(/[\s\u00a0\u202f\u2009\ufeff]+/g, ' ')
    .replace(/^["'«\s]+|["'»\s:]+$/g, '')
    .toLowerCase()
    .replaceAll('ё', 'е');
}
