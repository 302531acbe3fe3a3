import { PROBLEMS, type FieldError, type Problem } from '@payport/contracts';
import type { Language } from './language.ts';
import type { ProblemError } from './problem-error.ts';
import { DETAILS, FIELD_TEXTS, UNKNOWN_FIELD_TEXT } from './problem-texts.ts';

/** The RFC 9457 body of a refusal, in the caller's language. */
export function problemBody(error: ProblemError, requestId: string, language: Language): Problem {
  const { status, title } = PROBLEMS[error.code];
  const detail = error.options.detail ?? DETAILS[error.code] ?? title;
  return {
    // Before the standard members, so that no extra one can take their place.
    ...error.options.members,
    type: `urn:payport:problem:${error.code}`,
    title: title[language],
    status,
    detail: detail[language],
    instance: requestId,
    code: error.code,
    ...(error.options.errors ? { errors: error.options.errors.map((field) => localised(field, language)) } : {}),
  };
}

const localised = (field: FieldError, language: Language): FieldError => ({
  ...field,
  message: field.message === '' ? (FIELD_TEXTS[field.code] ?? UNKNOWN_FIELD_TEXT)[language] : field.message,
});
