export { BATCH_MOMENT, IS_VOIDED, OUR_BATCH_MOMENT } from './batch-sql.ts';
export { COMMAND_SELECT, SETTLEMENT_SELECT, toCommand, toSettlement, type CommandRow, type SettlementRow } from './command-rows.ts';
export { PgCommandStore } from './pg-command-store.ts';
