export { PortalAuditModule } from './portal-audit.module.ts';
