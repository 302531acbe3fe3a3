import { ProblemError } from '../../http/problem-error.ts';
import type { ListRefusal } from './portal-payments.service.ts';

/** A list that cannot be given, as the caller is told. */
export function listProblem(refusal: ListRefusal): ProblemError {
  if (refusal === 'property') return new ProblemError('not-found');
  const pointer = refusal === 'cursor' ? '/cursor' : '/q';
  return new ProblemError('validation-failed', { errors: [{ pointer, code: refusal, message: '' }] });
}
