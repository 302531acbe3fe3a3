import { ok, refuse, type OriginalLink, type PaymentRecord, type PaymentTx, type Result, type TerminalRecord } from '@payport/domain';
import { formatAmount } from '@payport/domain';
import type { Refusal, StartCommand } from './payment-commands.ts';

/** Money was taken by it: that can go back. */
export const isRefundable = (payment: PaymentRecord): boolean =>
  payment.status === 'approved' && (payment.kind === 'sale' || payment.kind === 'capture');

/** What a payment took; the terminal's word counts where it gave one. */
export const capturedMinor = (payment: PaymentRecord): bigint => payment.result?.approvedAmountMinor ?? payment.amountMinor;

/** What is left of a payment: pending and unknown refunds and voids count as taken. */
export const refundableMinor = (payment: PaymentRecord): bigint => {
  if (!isRefundable(payment)) return 0n;
  const taken = capturedMinor(payment);
  // What the bank shows to be less was never all there.
  const proven = payment.contradiction?.provenMinor ?? taken;
  const left = (proven < taken ? proven : taken) - payment.refundClaimsMinor;
  return left > 0n ? left : 0n;
};

type RrnReference = Extract<StartCommand['original'], { readonly rrn: string }>;

/** A link to nothing: the terminal gives money back by the card alone. */
const BLIND = null;

/**
 * Finds what a refund goes back to, locks it and checks what is left of it. Null means blind, which the caller's key
 * must allow.
 */
export async function resolveOriginal(tx: PaymentTx, command: StartCommand, terminal: TerminalRecord): Promise<Result<OriginalLink | null, Refusal>> {
  const amount = -command.amountMinor;
  if (command.original === null) return autoLink(tx, command, terminal, amount);
  if ('paymentId' in command.original) {
    const found = await tx.find(command.propertyId, command.original.paymentId);
    if (!found) return refuse({ code: 'not-found', fields: [{ pointer: '/original/paymentId', code: 'not-found' }] });
    const original = (await tx.lock(found.id)) ?? found;
    return limited(tx, original, command, terminal, amount, 'payment_id');
  }
  if ('contradictionOf' in command.original || 'refundOf' in command.original) throw new Error('what people give back has a way of its own');
  return byRrn(tx, command, command.original, terminal, amount);
}

/**
 * The bank's own reference of a sale. One of ours is limited like it, and one of ours that nothing can go back to is
 * refused; only what we do not hold goes to the bank by its word alone.
 */
async function byRrn(
  tx: PaymentTx,
  command: StartCommand,
  { rrn, authCode, date }: RrnReference,
  terminal: TerminalRecord,
  amount: bigint,
): Promise<Result<OriginalLink | null, Refusal>> {
  // A terminal that told us no code contradicts none.
  const fits = ({ result }: PaymentRecord): boolean => authCode === null || (result?.authCode ?? null) === null || result?.authCode === authCode;
  const known = (await tx.originalsByRrn(command.propertyId, rrn)).filter(fits);
  if (known.length > 1) return refuse(ambiguous(known));
  const [original] = known;
  if (original) return limited(tx, original, command, terminal, amount, 'rrn');
  const [ours] = await tx.takenByRrn(command.propertyId, rrn);
  if (ours) return refuse(notRefundable(ours));
  return ok({ paymentId: null, rrn, authCode, date, linkedBy: 'rrn', kind: null });
}

async function autoLink(
  tx: PaymentTx,
  command: StartCommand,
  terminal: TerminalRecord,
  amount: bigint,
): Promise<Result<OriginalLink | null, Refusal>> {
  const confirmationNumber = command.reservation?.confirmationNumber ?? null;
  const ofReservation = confirmationNumber === null ? [] : await tx.originalsByConfirmation(command.propertyId, confirmationNumber, command.currency);
  const candidates: PaymentRecord[] = [];
  for (const payment of ofReservation) {
    // What another acquirer took cannot go back through this terminal, and is no choice either.
    if (refundableMinor(payment) >= amount && (await sameAcquirer(tx, payment, terminal))) candidates.push(payment);
  }
  if (candidates.length > 1) return refuse(ambiguous(candidates));
  const [original] = candidates;
  if (original) return ok(linkTo(original, 'auto'));
  if (!command.caller.mayRefundBlind) return refuse({ code: 'forbidden', members: { scope: 'refunds:blind' } });
  return ok(BLIND);
}

/** Money goes back through the acquirer that took it. */
export async function sameAcquirer(tx: PaymentTx, original: PaymentRecord, terminal: TerminalRecord): Promise<boolean> {
  if (original.terminalId === terminal.id) return true;
  const taken = await tx.terminal(original.propertyId, original.terminalId);
  return taken !== null && taken.driver === terminal.driver && taken.mid === terminal.mid;
}

async function limited(
  tx: PaymentTx,
  original: PaymentRecord,
  command: StartCommand,
  terminal: TerminalRecord,
  amount: bigint,
  linkedBy: NonNullable<OriginalLink['linkedBy']>,
): Promise<Result<OriginalLink, Refusal>> {
  if (!isRefundable(original) || original.currency !== command.currency || !(await sameAcquirer(tx, original, terminal))) {
    return refuse(notRefundable(original));
  }
  const left = refundableMinor(original);
  if (left < amount) {
    return refuse({ code: 'refund-exceeds-original', members: { refundableAmount: formatAmount(left, original.currency) } });
  }
  return ok(linkTo(original, linkedBy));
}

const notRefundable = ({ id, status, kind }: PaymentRecord): Refusal => ({
  code: 'original-not-refundable',
  members: { payment: { id, status, kind } },
});

export const linkTo = (original: PaymentRecord, linkedBy: NonNullable<OriginalLink['linkedBy']>): OriginalLink => ({
  paymentId: original.id,
  rrn: original.result?.rrn ?? null,
  authCode: original.result?.authCode ?? null,
  date: null,
  linkedBy,
  kind: original.kind,
});

const ambiguous = (candidates: readonly PaymentRecord[]): Refusal => ({
  code: 'original-ambiguous',
  members: {
    candidates: candidates.map((payment) => ({
      id: payment.id,
      amount: formatAmount(payment.amountMinor, payment.currency),
      refundableAmount: formatAmount(refundableMinor(payment), payment.currency),
      currency: payment.currency,
      createdAt: new Date(payment.createdAtMs).toISOString(),
      cardMask: payment.result?.cardMask ?? null,
      rrn: payment.result?.rrn ?? null,
    })),
  },
});
