export { PortalPaymentsModule } from './portal-payments.module.ts';
