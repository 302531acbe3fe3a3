import type { PortalTerminal } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { DriverDefinition, TerminalOperation } from '@payport/terminals-core';
import type { Language } from '../../http/language.ts';
import { statusOf } from '../terminals/index.ts';
import { heldBy } from './device-claims.ts';
import type { TerminalRow } from './portal-terminal.repository.ts';

/** A terminal's driver, and what it can do with this terminal's settings. */
export interface RowDriver {
  readonly definition: DriverDefinition;
  readonly operations: readonly TerminalOperation[];
}

/** A row as people see it. `driver`: null where this version lost it; the terminal is still shown. */
export function terminalView(row: TerminalRow, driver: RowDriver | null, language: Language): PortalTerminal {
  const busyWith = heldBy(row);
  const operations = driver?.operations ?? [];
  return {
    id: row.id,
    name: row.name,
    property: { id: row.property_id, name: row.property_name, timeZone: row.time_zone },
    driver: { id: row.driver, title: driver?.definition.title[language] ?? row.driver },
    tid: row.tid,
    mid: row.mid,
    status: statusOf({ enabled: row.enabled && row.quarantine_since === null, offline: row.offline_since !== null, busyWith }),
    enabled: row.enabled,
    quarantine:
      row.quarantine_reason === null || row.quarantine_since === null
        ? null
        : { reason: row.quarantine_reason, since: row.quarantine_since.toISOString(), detail: row.quarantine_detail },
    busyWith,
    offlineSince: row.offline_since?.toISOString() ?? null,
    offlineReason:
      row.offline_since === null || row.offline_reason === null
        ? null
        : { message: row.offline_reason.message[language], step: row.offline_reason.step?.[language] ?? null },
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    lastSale:
      row.sale_id !== null && row.sale_at !== null && row.sale_minor !== null && row.sale_currency !== null
        ? {
            paymentId: row.sale_id,
            at: row.sale_at.toISOString(),
            amount: formatAmount(BigInt(row.sale_minor), row.sale_currency),
            currency: row.sale_currency,
          }
        : null,
    unresolved: [...row.unresolved],
    workstations: [...row.workstations],
    settleAt: row.settle_at,
    operations: [...operations],
    operationsOff: driver?.definition.operations.filter((operation) => !operations.includes(operation)) ?? [],
    demo: row.demo,
  };
}
