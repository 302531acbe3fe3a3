export { AuditLog, type AuditEntry, type Queryable } from './audit-log.ts';
export { actionText } from './audit-words.ts';
export { AuditModule } from './audit.module.ts';
export { PaymentViews, type Looker } from './payment-views.ts';
