import type { Payment } from '@payport/contracts';
import {
  CANCELLABLE,
  faceWithOffset,
  formatAmount,
  isFinal,
  outcomeOf,
  type CardResult,
  type Decline,
  type FolioPosting,
  type PaymentRecord,
  type PaymentStatus,
  type Stage,
} from '@payport/domain';
import { capturedMinor, refundableMinor } from './refund-original.ts';
import { STAGE_TEXTS } from './payment-texts.ts';

export type Language = 'ru' | 'en';

/** A moment of the payment's past, for the event stream. */
export interface ResourceMoment {
  readonly status: PaymentStatus;
  readonly stage: Stage | null;
  readonly atMs: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * The payment as the contract shows it. With `moment` it is shown as it stood then: what was learned later — result,
 * decline, refunds — is left out.
 */
export function paymentResource(payment: PaymentRecord, language: Language, moment?: ResourceMoment): Payment {
  const status = moment?.status ?? payment.status;
  const stage = moment ? moment.stage : payment.stage;
  const current = status === payment.status;
  const self = `/sonata/v1/payments/${payment.id}`;
  const { currency, original } = payment;
  return {
    id: payment.id,
    kind: payment.kind,
    amount: formatAmount(payment.amountMinor, currency),
    currency,
    status,
    outcome: outcomeOf(status),
    final: isFinal(status),
    stage,
    stageText: stage === null ? null : STAGE_TEXTS[stage][language],
    terminal: { id: payment.terminalId, name: payment.terminalName },
    reservation: payment.reservation,
    folio: payment.folio,
    cashier: payment.cashier,
    workstation: payment.workstation,
    comment: payment.comment,
    details: payment.details,
    pmsTransactionNumber: payment.pmsTransactionNumber,
    original: original && { paymentId: original.paymentId, rrn: original.rrn, linkedBy: original.linkedBy },
    refundedAmount: formatAmount(current ? payment.refundedMinor : 0n, currency),
    refundableAmount: formatAmount(current ? refundableMinor(payment) : 0n, currency),
    capturedAmount: current && status === 'approved' ? capturedAmount(payment) : null,
    expiresAt: status === 'approved' && payment.expiresAtMs !== null && payment.refundedMinor === 0n ? iso(payment.expiresAtMs) : null,
    confirmation: payment.confirmation,
    confirmBy: status === 'held' && payment.hold ? iso(payment.hold.confirmByMs) : null,
    posting: current && payment.posting ? postingResource(payment.posting) : null,
    result: current && payment.result ? resultResource(payment.result, payment) : null,
    decline: current && payment.decline ? declineResource(payment.decline, language) : null,
    contradiction: current ? contradictionResource(payment, language) : null,
    createdAt: iso(payment.createdAtMs),
    updatedAt: iso(moment?.atMs ?? payment.updatedAtMs),
    finalAt: isFinal(status) && payment.finalAtMs !== null ? iso(payment.finalAtMs) : null,
    links: {
      self,
      events: `${self}/events`,
      slip: current && payment.result?.slip ? `${self}/slip` : null,
      cancel: CANCELLABLE.includes(status) ? `${self}/cancel` : null,
    },
  };
}

/** A reservation's is what its capture took; money back has none. */
function capturedAmount(payment: PaymentRecord): string | null {
  if (payment.kind === 'preauthorization') return formatAmount(payment.capturedMinor, payment.currency);
  return payment.kind === 'sale' || payment.kind === 'capture' ? formatAmount(capturedMinor(payment), payment.currency) : null;
}

const postingResource = ({ postingNumber, postedAtMs, folioWindow }: FolioPosting): NonNullable<Payment['posting']> => ({
  postingNumber,
  postedAt: iso(postedAtMs),
  folioWindow,
});

function contradictionResource({ contradiction }: PaymentRecord, language: Language): Payment['contradiction'] {
  return contradiction && { source: contradiction.source, evidence: contradiction.evidence[language], at: iso(contradiction.atMs) };
}

export function declineResource(decline: Decline, language: Language): NonNullable<Payment['decline']> {
  return {
    code: decline.code,
    terminalCode: decline.terminalCode,
    message: decline.message[language],
    advice: decline.advice[language],
    retry: decline.retry,
  };
}

/**
 * Money back to the guest is negative everywhere in the contract; the terminal itself knows only positive amounts. Nor does it
 * know its zone: its clock shows the property's.
 */
function resultResource(result: CardResult, { amountMinor, timeZone }: PaymentRecord): NonNullable<Payment['result']> {
  const { approvedAmountMinor: approved, ...rest } = result;
  const signed = approved !== null && amountMinor < 0n ? -approved : approved;
  return {
    ...rest,
    approvedAmount: signed === null ? null : formatAmount(signed, result.currency),
    hostTime: result.hostTime === null ? null : faceWithOffset(result.hostTime, timeZone),
  };
}
