import { ProblemError } from './problem-error.ts';
import type { ProblemCode } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';

/** Seconds after which a refused-for-now request may be repeated with the same key. */
const RETRY_AFTER_SECONDS = 5;

/** An expected "no" of the rules, as the modules give it. */
interface Refused {
  readonly code: ProblemCode;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
  readonly members?: Readonly<Record<string, unknown>>;
  readonly detail?: Bilingual;
}

export function refusalProblem(refusal: Refused): ProblemError {
  return new ProblemError(refusal.code, {
    ...(refusal.fields ? { errors: refusal.fields.map((field) => ({ ...field, message: '' })) } : {}),
    ...(refusal.detail ? { detail: refusal.detail } : {}),
    ...(refusal.members ? { members: refusal.members } : {}),
    ...(refusal.code === 'unavailable' ? { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } } : {}),
  });
}
