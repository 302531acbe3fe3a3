import type { DeliveryState, WebhookEvent } from '@payport/contracts';

/** Names of messages hold no dot. */
export const EVENT_WORDS = {
  'payment.updated': 'paymentUpdated',
  'payment.contradicted': 'paymentContradicted',
  'terminal.status': 'terminalStatus',
  'settlement.done': 'settlementDone',
  'alarm.raised': 'alarmRaised',
} as const satisfies Record<WebhookEvent, string>;
export const EVENTS = Object.keys(EVENT_WORDS) as WebhookEvent[];

export const STATE_WORDS = {
  pending: 'pending',
  delivered: 'delivered',
  given_up: 'givenUp',
  cancelled: 'cancelled',
} as const satisfies Record<DeliveryState, string>;
export const STATES = Object.keys(STATE_WORDS) as DeliveryState[];

/** Why an attempt got no answer; all that the gateway can say. */
export const ERROR_WORDS = {
  'time-limit': 'timeLimit',
  tls: 'tls',
  connection: 'connection',
  format: 'address',
  scheme: 'address',
  'host-not-found': 'hostNotFound',
  address: 'address',
  secret: 'secret',
} as const;
export const isKnownError = (error: string): error is keyof typeof ERROR_WORDS => Object.hasOwn(ERROR_WORDS, error);
