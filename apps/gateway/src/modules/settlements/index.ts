export { EARLY_MS, MISSED_AFTER_MS, SettlementSchedule } from './settlement-schedule.ts';
export { groupResource, portalSettlementResource, settlementResource, totalsResource } from './settlement-resource.ts';
export { SettlementRepository } from './settlement.repository.ts';
