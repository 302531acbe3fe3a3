export * from './payment-rows.ts';
export { PgPaymentStore } from './pg-payment-store.ts';
