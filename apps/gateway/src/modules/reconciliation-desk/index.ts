export { ReconciliationDeskModule } from './reconciliation-desk.module.ts';
