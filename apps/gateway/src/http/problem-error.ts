import type { FieldError, ProblemCode } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';

export interface ProblemOptions {
  /** For people, in both languages; the title is used where it is absent. */
  readonly detail?: Bilingual;
  readonly errors?: readonly FieldError[];
  /** Extra members of the answer, e.g. `busyWith`. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way to the caller; one filter makes the RFC 9457 answer of it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(code);
  }
}
