import { PortalRequestFailed } from '@/features/portal-request.ts';

/** A read that was refused because the session is over: the page itself knows the way to the sign-in and back. */
export function leaveSignedOut(error: unknown): void {
  if (error instanceof PortalRequestFailed && error.status === 401) window.location.reload();
}
