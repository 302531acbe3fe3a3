import { CONTRADICTED, type PaymentEvent, type PaymentId, type PaymentRecord, type TerminalId, type UserId } from '@payport/domain';

export const REFUND_PROPOSED = 'contradiction_refund_proposed';
export const REFUND_REJECTED = 'contradiction_refund_rejected';
export const REFUND_CONFIRMED = 'contradiction_refund_confirmed';

/** Money back for a payment that the bank contradicts, as one person proposes it. */
export interface OpenRefund {
  /** Of its event. */
  readonly seq: number;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly terminal: { readonly id: TerminalId; readonly name: string };
  readonly by: { readonly id: UserId; readonly name: string };
  readonly atMs: number;
}

/** What an event of a proposal keeps. */
export interface RefundWords {
  readonly amountMinor: string;
  readonly reason: string;
  readonly terminalId: TerminalId;
  readonly terminalName: string;
  readonly byId: UserId;
}

const STEPS: readonly string[] = [REFUND_PROPOSED, REFUND_REJECTED, REFUND_CONFIRMED, CONTRADICTED];

/** The proposal that still stands: neither rejected nor confirmed, and the bank has said nothing else since. */
export function openRefund(events: readonly PaymentEvent[]): OpenRefund | null {
  const last = events.findLast(({ cause }) => STEPS.includes(cause));
  if (last?.cause !== REFUND_PROPOSED) return null;
  const { amountMinor, reason, terminalId, terminalName, byId } = last.evidence as unknown as RefundWords;
  const by = { id: byId, name: last.actor.replace(/^user:/, '') };
  return { seq: last.seq, amountMinor: BigInt(amountMinor), reason, terminal: { id: terminalId, name: terminalName }, by, atMs: last.atMs };
}

/** Only what took money can be given back. */
export const isContradictedTaking = ({ kind, contradiction }: PaymentRecord): boolean =>
  contradiction !== null && (kind === 'sale' || kind === 'capture');

/** What the bank proves to be taken and is not given back: running and unknown refunds count. */
export function provenLeft(payment: PaymentRecord): bigint {
  if (!isContradictedTaking(payment)) return 0n;
  const left = (payment.contradiction?.provenMinor ?? 0n) - payment.refundClaimsMinor;
  return left > 0n ? left : 0n;
}

/** The key of the one payment that a proposal can become. */
export const refundKey = (id: PaymentId, seq: number): string => `contradiction-refund:${id}:${seq}`;

/** The bank's numbers of the operation: those of the contradiction, where the terminal gave none. */
export function provenNumbers(events: readonly PaymentEvent[]): { readonly rrn: string | null; readonly authCode: string | null } {
  const { rrn, authCode } = events.findLast(({ cause }) => cause === CONTRADICTED)?.evidence ?? {};
  return { rrn: typeof rrn === 'string' ? rrn : null, authCode: typeof authCode === 'string' ? authCode : null };
}
