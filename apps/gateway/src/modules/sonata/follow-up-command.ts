import type { CreateCapture, CreateRefund, CreateVoid } from '@payport/contracts';
import { currencyDecimals, parseAmount, type PaymentRecord, type TerminalId } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import { capturedMinor, type StartCommand } from '../payments/index.ts';
import type { ApiCaller } from './api-key.repository.ts';

/** Who asks, and under which key. */
export interface Asked {
  readonly idempotencyKey: string;
  readonly caller: ApiCaller;
}

type FollowUp = Pick<StartCommand, 'kind' | 'amountMinor' | 'terminalId' | 'cashier' | 'comment' | 'acknowledged' | 'params'>;

/** A payment that comes of another one belongs to the same reservation and folio. It has no number of the PMS. */
function following(original: PaymentRecord, { idempotencyKey, caller }: Asked, own: FollowUp): StartCommand {
  return {
    propertyId: caller.propertyId,
    currency: original.currency,
    idempotencyKey,
    pmsTransactionNumber: null,
    reservation: original.reservation,
    folio: original.folio,
    original: { paymentId: original.id },
    workstation: null,
    details: null,
    confirmation: 'auto',
    caller: { apiKeyId: caller.keyId, actor: `pms:${caller.keyName}`, mayRefundBlind: false },
    ...own,
  };
}

/** The refund in the engine's words. @throws ProblemError `invalid-amount` */
export function toRefundCommand(body: CreateRefund, original: PaymentRecord, asked: Asked): StartCommand {
  const amountMinor = positiveAmount(body.amount, original.currency);
  const terminalId = (body.terminalId ?? original.terminalId) as TerminalId;
  const cashier = body.cashier ?? null;
  return following(original, asked, {
    kind: 'refund',
    amountMinor: -amountMinor,
    terminalId,
    cashier,
    comment: body.reason,
    acknowledged: acknowledgedBy(body),
    params: {
      '/operation': 'refund',
      '/paymentId': original.id,
      '/amount': amountMinor.toString(),
      '/reason': body.reason,
      '/terminalId': terminalId,
      '/cashier': cashier,
    },
  });
}

/** The void in the engine's words: all that the payment took. */
export function toVoidCommand(body: CreateVoid, original: PaymentRecord, asked: Asked): StartCommand {
  const reason = body.reason ?? null;
  const cashier = body.cashier ?? null;
  return following(original, asked, {
    kind: 'void',
    amountMinor: -capturedMinor(original),
    terminalId: original.terminalId,
    cashier,
    comment: reason,
    acknowledged: acknowledgedBy(body),
    params: { '/operation': 'void', '/paymentId': original.id, '/reason': reason, '/cashier': cashier },
  });
}

/** The capture in the engine's words. @throws ProblemError `invalid-amount` */
export function toCaptureCommand(body: CreateCapture, reserved: PaymentRecord, asked: Asked): StartCommand {
  const amountMinor = positiveAmount(body.amount, reserved.currency);
  const cashier = body.cashier ?? null;
  return following(reserved, asked, {
    kind: 'capture',
    amountMinor,
    terminalId: reserved.terminalId,
    cashier,
    comment: null,
    acknowledged: acknowledgedBy(body),
    params: { '/operation': 'capture', '/paymentId': reserved.id, '/amount': amountMinor.toString(), '/cashier': cashier },
  });
}

const acknowledgedBy = ({ acknowledge }: Pick<CreateRefund, 'acknowledge'>): StartCommand['acknowledged'] => ({
  duplicateOf: acknowledge?.duplicateOf ?? [],
  openPayment: acknowledge?.openPayment ?? [],
});

function positiveAmount(text: string, currency: string): bigint {
  const amount = parseAmount(text, currency);
  if (amount.ok && amount.value > 0n) return amount.value;
  const code = amount.ok ? 'not-positive' : amount.error.replaceAll('_', '-');
  const message = code === 'too-many-decimals' ? `${currency}: ${currencyDecimals(currency)}` : '';
  throw new ProblemError('invalid-amount', { errors: [{ pointer: '/amount', code, message }] });
}
