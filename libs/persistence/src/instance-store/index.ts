export { PgInstanceStore } from './pg-instance-store.ts';
