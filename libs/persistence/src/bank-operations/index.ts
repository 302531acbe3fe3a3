export { PgBankOperationStore } from './pg-bank-operation-store.ts';
