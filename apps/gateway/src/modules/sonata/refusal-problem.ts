import { ProblemError } from '../../http/problem-error.ts';
import type { Refusal } from '../payments/index.ts';

/** Seconds after which a refused-for-now request may be repeated with the same key. */
const RETRY_AFTER_SECONDS = 5;

export function refusalProblem(refusal: Refusal): ProblemError {
  return new ProblemError(refusal.code, {
    ...(refusal.fields ? { errors: refusal.fields.map((field) => ({ ...field, message: '' })) } : {}),
    ...(refusal.members ? { members: refusal.members } : {}),
    ...(refusal.code === 'unavailable' ? { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } } : {}),
  });
}
