import type { PortalTerminal, ServiceCommandKind } from '@payport/contracts';

export const OBSTACLES = ['busy', 'quarantine', 'disabled', 'offline'] as const;
export type CommandObstacle = (typeof OBSTACLES)[number];

/**
 * Why the gateway would refuse this command now; null: it would not. A link test is just what a terminal is for that is
 * out of use or does not answer.
 */
export function commandObstacle(
  { busyWith, quarantine, enabled, offlineSince }: Pick<PortalTerminal, 'busyWith' | 'quarantine' | 'enabled' | 'offlineSince'>,
  kind: ServiceCommandKind,
): CommandObstacle | null {
  if (busyWith !== null) return 'busy';
  if (kind === 'link_test') return null;
  if (quarantine !== null) return 'quarantine';
  if (!enabled) return 'disabled';
  return offlineSince === null ? null : 'offline';
}
