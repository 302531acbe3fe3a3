export { PortalQueueModule } from './portal-queue.module.ts';
