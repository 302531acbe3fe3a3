import type { PaymentRecord, PropertyId } from '@payport/domain';
import { capturedMinor, type StartCommand } from '../../src/modules/payments/index.ts';

const CALLER = { apiKeyId: null, actor: 'pms', mayRefundBlind: false } as const;

export type Wanted = Partial<StartCommand> & Pick<StartCommand, 'terminalId' | 'amountMinor'>;

/** What a till sends; its key is added by each attempt. */
export const commandOf = (propertyId: PropertyId, wanted: Wanted): StartCommand => ({
  propertyId,
  kind: 'sale',
  currency: 'RUB',
  idempotencyKey: '',
  pmsTransactionNumber: null,
  reservation: null,
  folio: null,
  original: null,
  cashier: 'Анна',
  workstation: 'FRONT-1',
  comment: null,
  details: null,
  confirmation: 'auto',
  acknowledged: { duplicateOf: [], openPayment: [] },
  caller: CALLER,
  ...wanted,
});

/** A payment that comes of another one belongs to the same reservation, and has no number of the PMS. */
const following = (original: PaymentRecord, own: Partial<StartCommand> & Pick<StartCommand, 'amountMinor'>): StartCommand =>
  commandOf(original.propertyId, {
    terminalId: original.terminalId,
    reservation: original.reservation,
    original: { paymentId: original.id },
    ...own,
  });

/** All that the payment took, on the same terminal. */
export const voidOf = (original: PaymentRecord): StartCommand => following(original, { kind: 'void', amountMinor: -capturedMinor(original) });

export const captureOf = (reserved: PaymentRecord, amountMinor: bigint): StartCommand => following(reserved, { kind: 'capture', amountMinor });

export const refundOf = (
  original: PaymentRecord,
  amountMinor: bigint,
  how: Partial<Pick<StartCommand, 'terminalId' | 'original'>> = {},
): StartCommand => following(original, { kind: 'refund', amountMinor: -amountMinor, ...how });
