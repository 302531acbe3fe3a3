export { PaymentDeliveries } from './managing/payment-deliveries.ts';
export { WebhookDispatcher } from './sending/dispatcher.ts';
export { MessageRetention } from './sending/retention.ts';
export { WebhooksModule } from './webhooks.module.ts';
