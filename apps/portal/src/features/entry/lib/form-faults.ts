import { PortalRequestFailed } from '@/features/portal-request.ts';

export interface FormFailure {
  /** By JSON pointer, in the visitor's language. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong with the whole, where no field is to blame. */
  readonly text: 'tooMany' | 'unavailable' | 'unexpected' | null;
  /** The gateway's own words, where it has some. */
  readonly detail: string | null;
  /** Shown only where support would ask for it. */
  readonly requestId: string | null;
  /** Whole minutes until another try makes sense, where there were too many; 0: not told. */
  readonly minutes: number;
}

export const NO_FAILURE: FormFailure = { fields: {}, text: null, detail: null, requestId: null, minutes: 0 };

/** What to show for a form that was refused. */
export function formFailure(error: unknown): FormFailure {
  if (!(error instanceof PortalRequestFailed)) return { ...NO_FAILURE, text: 'unexpected' };
  const { status, detail, requestId, fields } = error;
  if (Object.keys(fields).length > 0) return { ...NO_FAILURE, fields };
  if (status === 429) return { ...NO_FAILURE, text: 'tooMany', minutes: error.waitMinutes };
  if (status === 0 || status === 502 || status === 503 || status === 504) return { ...NO_FAILURE, text: 'unavailable', requestId };
  if (status < 500 && detail !== null) return { ...NO_FAILURE, detail };
  return { ...NO_FAILURE, text: 'unexpected', requestId };
}

/** The same where there is no form: what would stand beside a field is told of the whole. */
export function formlessFailure(error: unknown): FormFailure {
  const failure = formFailure(error);
  const told = Object.values(failure.fields);
  return told.length === 0 ? failure : { ...NO_FAILURE, detail: told.join('. ') };
}

/** Takes the reader to the first field that is wrong. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  // After React has marked the fields.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
