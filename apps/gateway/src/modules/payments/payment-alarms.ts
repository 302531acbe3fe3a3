import {
  ENDED_WITHOUT_MONEY,
  isFinal,
  moneyTexts,
  type PaymentAlarmKind,
  type PaymentRecord,
  type PaymentStatus,
  type PaymentTx,
} from '@payport/domain';
import { alarmText } from '../alarms/index.ts';
import type { Move } from './outcome-moves.ts';
import { capturedMinor } from './refund-original.ts';

/** The cause of the move by which money stays taken although its undo was ordered. */
const REFUSED_UNDO = 'undo_refused';
const UNDOING: readonly PaymentStatus[] = ['reversing', 'reversal_unknown'];

const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

/** Raises what a person should look at about this payment; while one of the kind is open, nothing more. */
export function raiseAlarm(
  tx: PaymentTx,
  payment: Pick<PaymentRecord, 'id' | 'propertyId' | 'terminalName' | 'amountMinor' | 'currency'>,
  kind: PaymentAlarmKind,
  { id, atMs }: { readonly id: string; readonly atMs: number },
): Promise<void> {
  const amount = moneyTexts(magnitude(payment.amountMinor), payment.currency);
  const told = alarmText(kind, { terminal: payment.terminalName, amount });
  return tx.raisePaymentAlarm({ id, propertyId: payment.propertyId, paymentId: payment.id, kind, ...told, sinceMs: atMs });
}

/**
 * Tells people what a move means for them, in the transaction of the move. Asking once more is no end of the cause: the
 * alarm stays until the payment is final.
 */
export async function alarmsOfMove(
  tx: PaymentTx,
  current: PaymentRecord,
  move: Move,
  moment: { readonly newId: () => string; readonly atMs: number },
): Promise<void> {
  const { atMs } = moment;
  if (move.to === 'manual_review') {
    const undone = UNDOING.includes(current.status) || (await tx.events(current.id)).some(({ to }) => UNDOING.includes(to));
    return raiseAlarm(tx, current, undone ? 'undo_failed' : 'payment_in_review', { id: moment.newId(), atMs });
  }
  if (move.to === 'approved' && move.cause === REFUSED_UNDO) return raiseAlarm(tx, current, 'undo_failed', { id: moment.newId(), atMs });
  if (!isFinal(move.to)) return;
  // Only what was in doubt can have one.
  if (current.unknownSinceMs !== null || current.hold !== null) await tx.clearPaymentAlarms(current.id, ['payment_in_review', 'undo_failed'], atMs);
  if (move.to === 'approved') await clearOfOriginal(tx, current, atMs);
}

/** What says that money moved. */
const WITH_MONEY: readonly PaymentStatus[] = ['approved', 'held'];
/** What was undone was approved first. */
const NEVER_TAKEN: readonly PaymentStatus[] = ENDED_WITHOUT_MONEY.filter((status) => status !== 'reversed');

/**
 * A device's answer that comes after the end changes nothing. Where it says otherwise than the end, about money, somebody was
 * mistaken, and people have to look at both.
 */
export async function alarmOfLateAnswer(
  tx: PaymentTx,
  current: PaymentRecord,
  { to }: Pick<Move, 'to'>,
  moment: { readonly newId: () => string; readonly atMs: number },
): Promise<void> {
  const tookIt = NEVER_TAKEN.includes(current.status) && WITH_MONEY.includes(to);
  const leftIt = current.status === 'approved' && NEVER_TAKEN.includes(to);
  if (tookIt || leftIt) await raiseAlarm(tx, current, 'payment_contradicted', { id: moment.newId(), atMs: moment.atMs });
}

/** All of the money that stayed taken against the hotel's will has gone back: nothing is left to be done. */
async function clearOfOriginal(tx: PaymentTx, { kind, propertyId, original }: PaymentRecord, atMs: number): Promise<void> {
  if ((kind !== 'refund' && kind !== 'void') || original?.paymentId == null) return;
  const taken = await tx.find(propertyId, original.paymentId);
  if (!taken) return;
  const proven = taken.contradiction?.provenMinor ?? capturedMinor(taken);
  if (taken.refundedMinor >= proven) await tx.clearPaymentAlarms(taken.id, ['undo_failed', 'payment_contradicted'], atMs);
}
