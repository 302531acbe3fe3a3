import type { CanonicalParams } from '@payport/domain';
import type { StartCommand } from './payment-commands.ts';

/**
 * The parameters of a request by meaning: `1` equals `1.00`, an absent field equals its default. What the cashier
 * acknowledged is not part of them: acknowledging a warning does not make another payment.
 */
export function canonicalParams(command: StartCommand): CanonicalParams {
  if (command.params) return command.params;
  const { reservation, folio, original } = command;
  const params: Record<string, string | null> = {
    '/terminalId': command.terminalId,
    '/amount': command.amountMinor.toString(),
    '/currency': command.currency,
    '/kind': command.kind,
    '/pmsTransactionNumber': command.pmsTransactionNumber,
    '/reservation/confirmationNumber': reservation?.confirmationNumber ?? null,
    '/reservation/guestName': reservation?.guestName ?? null,
    '/reservation/room': reservation?.room ?? null,
    '/reservation/arrival': reservation?.arrival ?? null,
    '/reservation/departure': reservation?.departure ?? null,
    '/folio/window': folio?.window ?? null,
    '/folio/name': folio?.name ?? null,
    '/original/paymentId': original && 'paymentId' in original ? original.paymentId : null,
    '/original/rrn': original && 'rrn' in original ? original.rrn : null,
    '/original/authCode': original && 'rrn' in original ? original.authCode : null,
    '/original/date': original && 'rrn' in original ? original.date : null,
    '/cashier': command.cashier,
    '/workstation': command.workstation,
    '/comment': command.comment,
    '/details': command.details,
    '/confirmation': command.confirmation,
  };
  return params;
}

/** Pointers of the fields in which two requests differ; empty when they mean the same. */
export function differingFields(earlier: CanonicalParams, later: CanonicalParams): readonly string[] {
  const pointers = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  return [...pointers].filter((pointer) => (earlier[pointer] ?? null) !== (later[pointer] ?? null)).sort();
}
