export { AccessModule } from './access.module.ts';
export { PortalAccess, type PortalAccessRule } from './portal-access.ts';
export { portalUserOf, type PortalUser } from './portal-user.ts';
export { NOT_YOURS } from './access-texts.ts';
