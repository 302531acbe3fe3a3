import type { FieldError } from '@payport/contracts';
import type { z } from 'zod';

/** Our own refinements carry their code as the message; zod's own issues are mapped to it. */
const OWN_CODE = /^[a-z][a-z-]*$/;

function codeOf(issue: z.core.$ZodIssue): string {
  if (OWN_CODE.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'type';
    case 'too_big':
      return 'too-long';
    case 'too_small':
      return 'too-short';
    case 'invalid_value':
      return 'choice';
    default:
      return 'format';
  }
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Field errors of a failed parse, with JSON pointers; the text is filled in by language later. */
export function fieldErrors(error: z.ZodError, prefix = ''): readonly FieldError[] {
  return error.issues.map((issue) => {
    const deepest = issue.code === 'invalid_union' ? issue.errors.flat().at(-1) : undefined;
    const path = [...issue.path, ...(deepest?.path ?? [])];
    return { pointer: prefix + pointerOf(path), code: deepest ? codeOf(deepest) : codeOf(issue), message: '' };
  });
}
