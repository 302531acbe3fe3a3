import type { PortalDriver, PortalTerminalDetail } from '@payport/contracts';
import type { LabelValues } from '../form/label-values.ts';

/** What a terminal takes along to another hotel. Secrets stay: they are never told. */
export interface Moved {
  readonly name: string;
  /** The hotel that it leaves. */
  readonly from: string;
  readonly driver: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly labels: LabelValues;
}

/**
 * A terminal whose device stands in another hotel now. Its payments belong to the hotel that took them, so it stays there,
 * disabled, and the device is registered anew: only one enabled terminal may have a device. Workstations are the other
 * hotel's own. Null for one that still works, and for one whose driver is offered no more: nothing of it fits another driver.
 */
export function movedTerminal(
  { terminal, settings }: Pick<PortalTerminalDetail, 'terminal' | 'settings'>,
  drivers: readonly Pick<PortalDriver, 'id'>[],
): Moved | null {
  if (terminal.enabled || !drivers.some(({ id }) => id === terminal.driver.id)) return null;
  const { name, property, tid, mid, settleAt } = terminal;
  return {
    name,
    from: property.name,
    driver: terminal.driver.id,
    settings,
    labels: { name, tid: tid ?? '', mid: mid ?? '', workstations: '', settleAt: settleAt ?? '' },
  };
}
