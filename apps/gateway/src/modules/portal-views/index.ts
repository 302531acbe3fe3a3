export { PortalViewsModule } from './portal-views.module.ts';
