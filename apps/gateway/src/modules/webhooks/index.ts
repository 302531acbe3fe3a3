export { WebhookDispatcher } from './sending/dispatcher.ts';
export { WebhooksModule } from './webhooks.module.ts';
