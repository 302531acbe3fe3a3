export { PortalSettlementsModule } from './portal-settlements.module.ts';
