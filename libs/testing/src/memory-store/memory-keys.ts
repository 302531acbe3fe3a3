import type { NaturalKey, PaymentIntent } from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import { endedWithoutMoney } from './memory-rows.ts';

const naturalKey = (of: Natural): string =>
  of.pmsTransactionNumber === null
    ? 'none'
    : `unique natural ${of.propertyId} ${of.pmsTransactionNumber} ${of.kind} ${of.terminalId} ${of.amountMinor} ${of.currency}`;

/** What unique indexes look at. */
export type Keyed = Pick<
  PaymentIntent,
  'id' | 'propertyId' | 'idempotencyKey' | 'terminalId' | 'deviceReference' | 'pmsTransactionNumber' | 'kind' | 'amountMinor' | 'currency'
>;

/** What a newcomer holds until its transaction ends, so that a second one waits for it. */
export const uniqueKeys = (payment: Keyed): string[] => [
  `unique id ${payment.id}`,
  `unique key ${payment.propertyId} ${payment.idempotencyKey}`,
  `unique reference ${payment.terminalId} ${payment.deviceReference}`,
  ...(payment.pmsTransactionNumber === null ? [] : [naturalKey(payment)]),
];

type Natural = Omit<NaturalKey, 'pmsTransactionNumber'> & { readonly pmsTransactionNumber: string | null };

/** The hotel's own number of one wish. */
export const sameNaturalKey = (one: Natural, other: Natural): boolean =>
  one.pmsTransactionNumber !== null &&
  one.pmsTransactionNumber === other.pmsTransactionNumber &&
  one.propertyId === other.propertyId &&
  one.kind === other.kind &&
  one.terminalId === other.terminalId &&
  one.amountMinor === other.amountMinor &&
  one.currency === other.currency;

/** Whether a unique index would refuse the newcomer. The natural key is free again after an end without money. */
export const clashes = (payment: StoredPayment, intent: Keyed): boolean =>
  payment.id === intent.id ||
  (payment.idempotencyKey === intent.idempotencyKey && payment.propertyId === intent.propertyId) ||
  (payment.deviceReference === intent.deviceReference && payment.terminalId === intent.terminalId) ||
  (sameNaturalKey(payment, intent) && !endedWithoutMoney(payment));
