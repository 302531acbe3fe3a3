export { PaymentLines } from './days/payment-lines.ts';
export { ReconciliationDeskModule } from './reconciliation-desk.module.ts';
