import type { PortalTerminal } from '@payport/contracts';

type Health = Pick<PortalTerminal, 'status' | 'quarantine' | 'enabled' | 'unresolved' | 'name'>;

/** How much a terminal needs somebody; 0: it does not. One that people switched off does not ask for anything. */
export function needOf({ quarantine, status, enabled, unresolved }: Omit<Health, 'name'>): number {
  if (quarantine !== null) return 3;
  if (enabled && status === 'offline') return 2;
  return unresolved.length > 0 ? 1 : 0;
}

/** Those that need somebody, the worst first; and those that do not. */
export function careFor<T extends Health>(terminals: readonly T[]): { readonly needy: readonly T[]; readonly fine: readonly T[] } {
  const needy = terminals.filter((terminal) => needOf(terminal) > 0).sort((a, b) => needOf(b) - needOf(a) || a.name.localeCompare(b.name));
  return { needy, fine: terminals.filter((terminal) => needOf(terminal) === 0 && terminal.enabled) };
}
