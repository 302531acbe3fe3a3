export { PortalCommandsModule } from './portal-commands.module.ts';
