import type { Terminal } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { DriverDefinition, TerminalOperation } from '@payport/terminals-core';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import type { TerminalRepository, TerminalView } from './terminal.repository.ts';

/** What the Sonata API has a call for today; a driver may be able to do more. */
const OFFERED: readonly TerminalOperation[] = [
  'sale',
  'refund',
  'void',
  'preauthorization',
  'capture',
  'settlement',
  'two_phase',
  'cancel',
  'status_query',
];

/** The property's terminals as the cashier's drop-down shows them. */
export class TerminalsService {
  constructor(
    private readonly repository: TerminalRepository,
    private readonly drivers: DriverDirectory,
  ) {}

  /** The workstation's default first, then by name. */
  async list(propertyId: PropertyId, workstation: string | null): Promise<readonly Terminal[]> {
    const views = await this.repository.list(propertyId, workstation);
    return Promise.all(views.map(async (view) => toTerminal(view, await this.drivers.definition(view), await this.drivers.operations(view))));
  }
}

function toTerminal(view: TerminalView, driver: DriverDefinition, operations: readonly TerminalOperation[]): Terminal {
  return {
    id: view.id,
    name: view.name,
    driver: view.driver,
    status: statusOf(view),
    default: view.isDefault,
    operations: operations.filter((operation) => OFFERED.includes(operation)),
    reportsStages: driver.reportsStages,
    busyWith: view.busyWith && {
      kind: view.busyWith.kind,
      paymentId: view.busyWith.paymentId,
      settlementId: view.busyWith.kind === 'settlement' ? view.busyWith.commandId : null,
      startedAt: view.busyWith.startedAt.toISOString(),
      cashier: view.busyWith.cashier,
    },
    lastSeenAt: view.lastSeenAt?.toISOString() ?? null,
  };
}

/** Switched off says more than busy: no new payment gets there. */
export function statusOf(view: Pick<TerminalView, 'enabled' | 'offline'> & { readonly busyWith: unknown }): Terminal['status'] {
  if (!view.enabled) return 'disabled';
  if (view.busyWith) return 'busy';
  return view.offline ? 'offline' : 'online';
}
