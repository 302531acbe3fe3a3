import type { RegistryDraft } from '@payport/bank-files';
import { feeOf, localFace, MOSCOW } from './hotels.ts';
import type { NumberedPayment, Trouble, Verdict } from './world.ts';

const DAY_MS = 86_400_000;

/** What the bank's registry says of a payment, by Moscow's clock, where nothing goes wrong. */
export function draftOf(payment: NumberedPayment, tid: string): RegistryDraft {
  const [day = '', time = ''] = localFace(Date.parse(payment.at), MOSCOW).split('T');
  const sale = payment.kind === 'sale';
  const fee = sale ? feeOf(payment.amountMinor) : 0n;
  return {
    kind: sale ? 'purchase' : payment.kind,
    state: 'completed',
    operatedAt: { day, time, offsetMinutes: null },
    timeZone: MOSCOW,
    postedOn: nextDay(day, 1),
    registryOn: null,
    settledOn: null,
    grossMinor: payment.amountMinor,
    feeMinor: fee,
    feeTaxMinor: null,
    netMinor: sale ? payment.amountMinor - fee : -payment.amountMinor,
    currency: payment.currency,
    legalEntityInn: '7700000016',
    mid: payment.mid,
    tid,
    outlet: `Отель ${payment.hotel}`,
    rrn: payment.rrn,
    authCode: payment.authCode,
    cardMask: payment.cardMask,
    cardProduct: 'МИР',
    paymentSystem: null,
    operationRef: payment.rrn,
    orderRef: null,
    parentRef: null,
  };
}

export const BANK_VERDICT: Partial<Record<Trouble, Verdict>> = {
  fee_error: 'fee_mismatch',
  amount_error: 'amount_mismatch',
  lost_at_bank: 'missing_at_bank',
  timeless_twin: 'missing_at_bank',
  dirty_row: 'missing_at_bank',
  status_conflict: 'status_conflict',
  late: 'date_late',
  unknown_paid: 'expected',
  unknown_lost: 'expected',
};

/** Where the reference alone is not enough, a number of a terminal that both sides know and that differs speaks against a pair. */
export const NEEDS_TERMINAL: ReadonlySet<Trouble> = new Set(['no_rrn', 'amount_error', 'status_conflict']);

/** The line as the bank's file has it; null where it has none. */
export function troubled(draft: RegistryDraft, trouble: Trouble, spareTid: string): RegistryDraft | null {
  const fee = draft.feeMinor ?? 0n;
  switch (trouble) {
    case 'lost_at_bank':
    case 'timeless_twin':
    case 'unknown_lost':
      return null;
    case 'no_rrn':
      return { ...draft, rrn: null };
    case 'fee_error':
      return { ...draft, feeMinor: fee + 100n, netMinor: draft.grossMinor - fee - 100n };
    case 'amount_error':
      return { ...draft, grossMinor: draft.grossMinor + 1_000n, netMinor: draft.grossMinor + 1_000n - fee };
    case 'spare_terminal':
      return { ...draft, tid: spareTid };
    case 'late':
      return { ...draft, postedOn: nextDay(draft.operatedAt.day, 6) };
    case 'none':
    case 'status_conflict':
    case 'second_layout':
    case 'sbp_in_short':
    case 'netted_day':
    case 'moved_terminal':
    case 'unknown_paid':
    case 'voided':
    case 'bank_reversal':
    case 'bank_undone':
    case 'dirty_row':
    case 'not_posted':
    case 'posted_wrong':
      return draft;
  }
}

export const nextDay = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
