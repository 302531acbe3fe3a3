export { EARLY_MS, MISSED_AFTER_MS, SettlementSchedule } from './settlement-schedule.ts';
