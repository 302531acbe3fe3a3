export { AuditLog, type AuditEntry, type Queryable } from './audit-log.ts';
