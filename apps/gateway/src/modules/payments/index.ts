export { CHECKPOINTS, NO_CHECKPOINTS, type Checkpoint, type Checkpoints } from './checkpoints.ts';
export { INTERRUPTED, MANUAL_REVIEW, moveOfFinding, type Move } from './outcome-moves.ts';
export type { FieldRefusal, OriginalRequest, Refusal, StartCommand, Started } from './payment-commands.ts';
export { PaymentFeed } from './payment-feed.ts';
export { declineResource, paymentResource, type Language, type ResourceMoment } from './payment-resource.ts';
export { PaymentRunner } from './payment-runner.ts';
export { PaymentsService, type EngineLog, type PaymentPorts } from './payments.service.ts';
export { refundableMinor } from './refund-original.ts';
export { Payments } from './payments.facade.ts';
