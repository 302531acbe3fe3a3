import type { PortalWaitingForMe } from '@payport/contracts';

export interface Waiting {
  readonly refunds: number;
  readonly resolutions: number;
}

/** Of one hotel, or of all of them; null: it is not known, which is not that nothing waits. */
export function sumWaiting(told: PortalWaitingForMe | null, property: string | null): Waiting | null {
  if (told === null) return null;
  const here = told.data.filter((one) => property === null || one.property === property);
  return {
    refunds: here.reduce((sum, { refunds }) => sum + refunds, 0),
    resolutions: here.reduce((sum, { resolutions }) => sum + resolutions, 0),
  };
}
