import type { BatchTotals as BatchTotalsResource, PortalSettlement, Settlement } from '@payport/contracts';
import { BATCH_GROUPS, formatAmount, type BatchTotals, type GroupTotal, type SettlementRecord } from '@payport/domain';
import type { Language } from '../payments/index.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const groupResource = ({ count, amountMinor }: GroupTotal, currency: string): BatchTotalsResource['sales'] => ({
  count,
  amount: amountMinor === null ? null : formatAmount(amountMinor, currency),
});

export function totalsResource(totals: BatchTotals | null, currency: string): BatchTotalsResource | null {
  if (totals === null) return null;
  const [sales, refunds, voids] = BATCH_GROUPS.map((group) => groupResource(totals[group], currency));
  return sales && refunds && voids ? { sales, refunds, voids } : null;
}

/** A settlement as Sonata sees it. */
export const settlementResource = (settlement: SettlementRecord, language: Language): Settlement => ({
  id: settlement.id,
  terminal: { id: settlement.terminalId, name: settlement.terminalName },
  status: settlement.status,
  totals: {
    terminal: totalsResource(settlement.totals, settlement.currency),
    gateway: totalsResource(settlement.gatewayTotals, settlement.currency),
  },
  currency: settlement.currency,
  matches: settlement.matches,
  unresolved: [...settlement.unresolved],
  slip: settlement.text,
  message: settlement.message?.[language] ?? null,
  createdAt: new Date(settlement.createdAtMs).toISOString(),
  finalAt: iso(settlement.finalAtMs),
});

export const portalSettlementResource = (settlement: SettlementRecord, language: Language): PortalSettlement => ({
  ...settlementResource(settlement, language),
  property: { id: settlement.propertyId, name: settlement.propertyName, timeZone: settlement.timeZone },
  requestedBy: { kind: settlement.requestedBy.kind, name: settlement.requestedBy.name },
  openedAt: iso(settlement.openedAtMs),
  closedAt: iso(settlement.closedAtMs),
  demo: settlement.demo,
});
