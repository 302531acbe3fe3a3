import type {
  BatchTotals,
  Bilingual,
  CommandId,
  CommandKind,
  CommandRecord,
  CommandStatus,
  DeviceReference,
  GroupTotal,
  PropertyId,
  Requester,
  SettlementRecord,
  TerminalId,
} from '@payport/domain';

type Nullable<T> = T | null;

/** Totals as they are stored: six columns, with a prefix where a row has two sets of them. */
export interface TotalsRow {
  sales_count: Nullable<number>;
  sales_minor: Nullable<string>;
  refunds_count: Nullable<number>;
  refunds_minor: Nullable<string>;
  voids_count: Nullable<number>;
  voids_minor: Nullable<string>;
}

export interface CommandRow extends TotalsRow {
  id: string;
  property_id: string;
  terminal_id: string;
  terminal_name: string;
  kind: CommandKind;
  status: CommandStatus;
  requested_kind: Requester['kind'];
  requested_name: Nullable<string>;
  requested_id: Nullable<string>;
  due_at: Nullable<Date>;
  device_reference: string;
  instance_id: string;
  holds_terminal: boolean;
  recovery_attempts: number;
  text: Nullable<string>;
  message: Nullable<Bilingual>;
  evidence: Record<string, unknown>;
  demo: boolean;
  dispatched_at: Nullable<Date>;
  unknown_since: Nullable<Date>;
  created_at: Date;
  final_at: Nullable<Date>;
}

export const COMMAND_SELECT = 'select c.*, t.name as terminal_name from terminal_command c join terminal t on t.id = c.terminal_id';

const ms = (date: Date | null): number | null => (date ? date.getTime() : null);
const total = (count: number | null, minor: string | null): GroupTotal => ({ count, amountMinor: minor === null ? null : BigInt(minor) });

/** Null where not a single number is there. */
export function toTotals(row: TotalsRow): BatchTotals | null {
  const known = [row.sales_count, row.sales_minor, row.refunds_count, row.refunds_minor, row.voids_count, row.voids_minor];
  if (known.every((value) => value === null)) return null;
  return {
    sales: total(row.sales_count, row.sales_minor),
    refunds: total(row.refunds_count, row.refunds_minor),
    voids: total(row.voids_count, row.voids_minor),
  };
}

/** In the order of the columns: count and amount of sales, refunds, voids. */
export const totalsValues = (totals: BatchTotals | null): readonly (number | string | null)[] =>
  (['sales', 'refunds', 'voids'] as const).flatMap((group) => [totals?.[group].count ?? null, totals?.[group].amountMinor?.toString() ?? null]);

export const toCommand = (row: CommandRow): CommandRecord => ({
  id: row.id as CommandId,
  propertyId: row.property_id as PropertyId,
  terminalId: row.terminal_id as TerminalId,
  terminalName: row.terminal_name,
  kind: row.kind,
  status: row.status,
  requestedBy: { kind: row.requested_kind, name: row.requested_name, id: row.requested_id },
  dueAtMs: ms(row.due_at),
  deviceReference: row.device_reference as DeviceReference,
  instanceId: row.instance_id,
  holdsTerminal: row.holds_terminal,
  recoveryAttempts: row.recovery_attempts,
  text: row.text,
  message: row.message,
  totals: toTotals(row),
  evidence: row.evidence,
  demo: row.demo,
  dispatchedAtMs: ms(row.dispatched_at),
  unknownSinceMs: ms(row.unknown_since),
  createdAtMs: row.created_at.getTime(),
  finalAtMs: ms(row.final_at),
});

export interface SettlementRow extends CommandRow {
  currency: string;
  property_name: string;
  time_zone: string;
  opened_at: Nullable<Date>;
  closed_at: Nullable<Date>;
  host_agrees: Nullable<boolean>;
  matches: Nullable<boolean>;
  unresolved: string[];
  acknowledged: string[];
  gateway: TotalsRow & Record<string, unknown>;
}

/** Append a where clause on `c` (the command) or `s` (the settlement). Our totals come as one object, theirs as the columns. */
export const SETTLEMENT_SELECT = `
  select c.*, t.name as terminal_name, h.currency, h.name as property_name, h.time_zone, s.opened_at, s.closed_at, s.host_agrees, s.matches,
    s.unresolved, s.acknowledged,
    jsonb_build_object('sales_count', s.sales_count, 'sales_minor', s.sales_minor::text, 'refunds_count', s.refunds_count,
      'refunds_minor', s.refunds_minor::text, 'voids_count', s.voids_count, 'voids_minor', s.voids_minor::text) as gateway
  from settlement s
  join terminal_command c on c.id = s.id
  join terminal t on t.id = s.terminal_id
  join property h on h.id = s.property_id`;

export const toSettlement = (row: SettlementRow): SettlementRecord => ({
  ...toCommand(row),
  currency: row.currency,
  propertyName: row.property_name,
  timeZone: row.time_zone,
  openedAtMs: ms(row.opened_at),
  closedAtMs: ms(row.closed_at),
  hostAgrees: row.host_agrees,
  gatewayTotals: toTotals(row.gateway),
  matches: row.matches,
  unresolved: row.unresolved,
  acknowledged: row.acknowledged,
});
