import type { CreatePayment, FieldError } from '@payport/contracts';
import { currencyDecimals, isCardNumber, parseAmount, type PaymentId, type ReservationDetails, type TerminalId } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import type { OriginalRequest, StartCommand } from '../payments/index.ts';
import type { ApiCaller } from './api-key.repository.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** @throws ProblemError `idempotency-key-missing` or `validation-failed` */
export function idempotencyKeyOf(header: string | readonly string[] | undefined): string {
  const key = typeof header === 'string' ? header.trim() : '';
  if (key === '') throw new ProblemError('idempotency-key-missing');
  if (!VISIBLE_ASCII.test(key)) {
    const errors: FieldError[] = [{ pointer: 'Idempotency-Key', code: key.length > 255 ? 'too-long' : 'format', message: '' }];
    throw new ProblemError('validation-failed', { errors });
  }
  if (isCardNumber(key)) throw new ProblemError('validation-failed', { errors: [{ pointer: 'Idempotency-Key', code: 'card-number', message: '' }] });
  return key;
}

/** The request in the engine's words. @throws ProblemError `invalid-amount` */
export function toStartCommand(body: CreatePayment, idempotencyKey: string, caller: ApiCaller): StartCommand {
  const amount = parseAmount(body.amount, body.currency);
  if (!amount.ok) {
    throw new ProblemError('invalid-amount', {
      errors: [{ pointer: '/amount', code: amount.error.replaceAll('_', '-'), message: amountText(amount.error, body.currency) }],
    });
  }
  const amountMinor = amount.value;
  return {
    propertyId: caller.propertyId,
    terminalId: body.terminalId as TerminalId,
    kind: body.kind ?? (amountMinor < 0n ? 'refund' : 'sale'),
    amountMinor,
    currency: body.currency,
    idempotencyKey,
    pmsTransactionNumber: body.pmsTransactionNumber ?? null,
    reservation: reservationOf(body),
    folio:
      body.folio && (body.folio.window ?? body.folio.name) !== undefined
        ? { window: body.folio.window ?? null, name: body.folio.name ?? null }
        : null,
    original: originalOf(body),
    cashier: body.cashier ?? null,
    workstation: body.workstation ?? null,
    comment: body.comment ?? null,
    details: body.details ?? null,
    confirmation: body.confirmation,
    acknowledged: { duplicateOf: body.acknowledge?.duplicateOf ?? [], openPayment: body.acknowledge?.openPayment ?? [] },
    caller: { apiKeyId: caller.keyId, actor: `pms:${caller.keyName}`, mayRefundBlind: caller.scopes.has('refunds:blind') },
  };
}

function reservationOf({ reservation }: CreatePayment): ReservationDetails | null {
  if (!reservation) return null;
  const { confirmationNumber, guestName, room, arrival, departure } = reservation;
  const details: ReservationDetails = {
    // An empty number names no reservation: it must not guard all guests without one together.
    confirmationNumber: confirmationNumber === undefined || confirmationNumber === '' ? null : confirmationNumber,
    guestName: guestName ?? null,
    room: room ?? null,
    arrival: arrival ?? null,
    departure: departure ?? null,
  };
  return Object.values(details).some((value) => value !== null) ? details : null;
}

function originalOf({ original }: CreatePayment): OriginalRequest | null {
  if (!original) return null;
  if ('paymentId' in original) return { paymentId: original.paymentId as PaymentId };
  return { rrn: original.rrn, authCode: original.authCode ?? null, date: original.date ?? null };
}

const amountText = (refusal: string, currency: string): string =>
  refusal === 'too_many_decimals' ? `${currency}: ${currencyDecimals(currency)}` : '';
