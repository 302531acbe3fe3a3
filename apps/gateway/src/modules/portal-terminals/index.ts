export { PortalTerminalsModule } from './portal-terminals.module.ts';
