import { PortalRequestFailed } from '@/features/portal-request.ts';
import { sessionOver } from './session-over.ts';

/** A read that was refused because the session is over. */
export function leaveSignedOut(error: unknown): void {
  if (error instanceof PortalRequestFailed && error.status === 401) sessionOver();
}
