import { PortalRequestFailed } from '@/features/portal-request.ts';

export interface FieldFaults {
  readonly email: 'emailMissing' | 'emailInvalid' | null;
  readonly password: 'passwordMissing' | null;
}

/** Only what is certainly wrong: whether an address exists is the mail's business. */
export function checkCredentials(email: string, password: string): FieldFaults {
  return {
    email: email === '' ? 'emailMissing' : /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? null : 'emailInvalid',
    password: password === '' ? 'passwordMissing' : null,
  };
}

export interface SignInFailure {
  readonly text: 'wrong' | 'wrongCode' | 'tooMany' | 'unavailable' | 'unexpected';
  /** Shown only where support would ask for it. */
  readonly requestId: string | null;
  /** Whole minutes until another try makes sense, where there were too many; 0: not told. */
  readonly minutes: number;
}

/** Which words fit. A wrong email and a wrong password read the same: nobody can learn here who has an account. */
export function explainFailure(error: unknown): SignInFailure {
  if (!(error instanceof PortalRequestFailed)) return { text: 'unexpected', requestId: null, minutes: 0 };
  const { status, requestId, waitMinutes: minutes } = error;
  if (error.code === 'second-factor-wrong') return { text: 'wrongCode', requestId: null, minutes };
  if (status === 429) return { text: 'tooMany', requestId: null, minutes };
  if (status === 0 || status === 502 || status === 503 || status === 504) return { text: 'unavailable', requestId, minutes };
  if (status >= 400 && status < 500 && status !== 403) return { text: 'wrong', requestId: null, minutes };
  return { text: 'unexpected', requestId, minutes };
}

/** The password fits, and the person's phone is asked too. */
export const needsCode = (error: unknown): boolean => error instanceof PortalRequestFailed && error.code === 'second-factor-required';
