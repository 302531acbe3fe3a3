export { AuditLog, type AuditEntry, type Queryable } from './audit-log.ts';
export { AuditModule } from './audit.module.ts';
export { PaymentViews, type Looker } from './payment-views.ts';
