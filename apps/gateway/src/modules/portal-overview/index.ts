export { PortalOverviewModule } from './portal-overview.module.ts';
