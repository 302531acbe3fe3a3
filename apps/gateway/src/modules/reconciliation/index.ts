export { MERGED_KIND } from './matching/line-load.ts';
export { reconcile, RULES_VERSION, type RunOrder, type RunReport } from './matching/reconcile.ts';
export { ReconciliationModule } from './reconciliation.module.ts';
export { ReconciliationRuns } from './reconciliation-runs.ts';
