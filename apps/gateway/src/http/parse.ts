import type { z } from 'zod';
import { fieldErrors } from './field-errors.ts';
import { ProblemError } from './problem-error.ts';
import { unstorable } from './storable.ts';

/**
 * Reads a body or query by its contract.
 * @throws ProblemError `invalid-amount` when only the amount is wrong, else `validation-failed` with every field
 */
export function parseOrProblem<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input ?? {}, { reportInput: true });
  const errors = parsed.success ? unstorable(parsed.data) : fieldErrors(parsed.error);
  if (parsed.success && errors.length === 0) return parsed.data;
  const onlyAmount = errors.length > 0 && errors.every((error) => error.code === 'invalid-amount');
  throw new ProblemError(onlyAmount ? 'invalid-amount' : 'validation-failed', { errors });
}
