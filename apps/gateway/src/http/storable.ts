import type { FieldError } from '@payport/contracts';

/** Text that Postgres cannot hold: NUL, and halves of a surrogate pair, which are no characters. */
const NO_TEXT = /\0|\p{Surrogate}/u;
const part = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Where such text stands in what a contract has let through; a loop, since settings may be nested as deep as a body is long. */
export function unstorable(input: unknown): readonly FieldError[] {
  const errors: FieldError[] = [];
  const open: [pointer: string, value: unknown][] = [['', input]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [pointer, value] = next;
    if (typeof value === 'string' && NO_TEXT.test(value)) errors.push({ pointer, code: 'control-character', message: '' });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (NO_TEXT.test(key)) errors.push({ pointer, code: 'control-character', message: '' });
      else open.push([pointer + part(key), inner]);
    }
  }
  return errors;
}
