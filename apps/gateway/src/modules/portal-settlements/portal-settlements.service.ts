import type { EndOfDayState, PortalEndOfDay, PortalSettlementDetail } from '@payport/contracts';
import {
  BATCH_GROUPS,
  formatAmount,
  groupAgrees,
  ok,
  refuse,
  type Clock,
  type CommandId,
  type CommandStore,
  type PaymentKind,
  type PaymentStatus,
  type PropertyId,
  type Result,
  type SettlementRecord,
} from '@payport/domain';
import type { PortalUser } from '../access/index.ts';
import type { Language } from '../payments/index.ts';
import { EARLY_MS, groupResource, MISSED_AFTER_MS, portalSettlementResource, type SettlementRepository } from '../settlements/index.ts';
import type { EndOfDayRepository, EndOfDayRow, OpenPaymentRow } from './end-of-day.repository.ts';
import { SETTLE_ROLES } from './settlement-roles.ts';

export interface PortalSettlementsPorts {
  readonly repository: EndOfDayRepository;
  readonly settlements: SettlementRepository;
  readonly commands: CommandStore;
  readonly clock: Clock;
}

/** The End of day page: which days are closed, and whether the terminals' totals are ours. */
export class PortalSettlementsService {
  constructor(private readonly ports: PortalSettlementsPorts) {}

  async endOfDay(user: PortalUser, property: string | undefined, language: Language): Promise<Result<readonly PortalEndOfDay[], 'not-found'>> {
    const propertyIds = property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === property);
    if (propertyIds.length === 0) return refuse('not-found');
    const nowMs = this.ports.clock.now();
    const rows = await this.ports.repository.list(propertyIds, nowMs, EARLY_MS);
    const newest = await this.ports.settlements.newestOf(rows.map(({ id }) => id));
    return ok(rows.map((row) => line(row, newest.get(row.id) ?? null, user, nowMs, language)));
  }

  /** Null for a command that is no settlement. */
  async detail(id: string, language: Language): Promise<PortalSettlementDetail | null> {
    const settlement = await this.ports.commands.settlement(id as CommandId);
    if (!settlement) return null;
    const open = await this.ports.repository.payments(settlement.unresolved);
    return {
      settlement: portalSettlementResource(settlement, language),
      comparison: comparisonOf(settlement),
      unresolved: open.map(openPayment),
    };
  }
}

function line(row: EndOfDayRow, last: SettlementRecord | null, user: PortalUser, nowMs: number, language: Language): PortalEndOfDay {
  const role = user.memberships.get(row.property_id as PropertyId);
  const state = stateOf(row, nowMs);
  // A day that is closed, or whose moment has not come, is about the next moment only where none has passed yet.
  const dueAt = row.due_at ?? row.next_due_at;
  return {
    terminal: { id: row.id, name: row.name, enabled: row.enabled },
    property: { id: row.property_id, name: row.property_name, timeZone: row.time_zone },
    settleAt: row.settle_at,
    state,
    dueAt: state === 'by_hand' ? null : (dueAt?.toISOString() ?? null),
    nextDueAt: row.next_due_at?.toISOString() ?? null,
    last: last && portalSettlementResource(last, language),
    lastDoneAt: row.last_done_at?.toISOString() ?? null,
    openPayments: [...row.open_payments],
    may: { settle: row.enabled && !row.quarantined && role !== undefined && SETTLE_ROLES.includes(role) },
  };
}

function stateOf(row: EndOfDayRow, nowMs: number): EndOfDayState {
  if (row.running) return 'running';
  if (row.settle_at === null) return 'by_hand';
  if (row.due_at === null) return 'due';
  if (row.done_for_due) return 'done';
  return row.enabled && nowMs >= row.due_at.getTime() + MISSED_AFTER_MS ? 'missed' : 'due';
}

function comparisonOf({ totals, gatewayTotals, currency }: SettlementRecord): PortalSettlementDetail['comparison'] {
  if (gatewayTotals === null) return [];
  const silent = { count: null, amountMinor: null };
  return BATCH_GROUPS.map((group) => ({
    group,
    terminal: groupResource(totals?.[group] ?? silent, currency),
    gateway: groupResource(gatewayTotals[group], currency),
    agrees: totals === null ? null : groupAgrees(totals, gatewayTotals, group),
  }));
}

const openPayment = (row: OpenPaymentRow): PortalSettlementDetail['unresolved'][number] => ({
  id: row.id,
  kind: row.kind as PaymentKind,
  amount: formatAmount(BigInt(row.amount_minor), row.currency),
  currency: row.currency,
  status: row.status as PaymentStatus,
  createdAt: row.created_at.toISOString(),
});
