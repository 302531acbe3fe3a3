import type { Payment } from '@payport/contracts';
import { parseAmount, formatAmount } from '@payport/domain';
import { FOLIO_WINDOWS, type FolioWindow, type PracticeGuest } from './practice.ts';

/** A payment as it would stand in the guest's folio: what money did, or that it is not known yet. */
export interface FolioLine {
  readonly id: string;
  readonly at: string;
  readonly kind: Payment['kind'];
  /** As it changes what the guest owes: a payment takes away, a refund adds. */
  readonly amount: string;
  /** False: the outcome is open, so the balance does not know it. */
  readonly posted: boolean;
  readonly window: FolioWindow;
  readonly card: string | null;
  readonly payment: Payment;
}

const minor = (amount: string, currency: string): bigint => {
  const parsed = parseAmount(amount, currency);
  return parsed.ok ? parsed.value : 0n;
};

/** Lines of approved payments and of those whose outcome is open, oldest first. What moved no money is no line. */
export const folioLines = (payments: readonly Payment[]): readonly FolioLine[] =>
  payments
    .filter(({ outcome }) => outcome === 'approved' || outcome === 'unknown' || outcome === 'pending')
    .map((payment): FolioLine => {
      const window = FOLIO_WINDOWS.find((name) => name === payment.folio?.window) ?? FOLIO_WINDOWS[0];
      return {
        id: payment.id,
        at: payment.createdAt,
        kind: payment.kind,
        amount: formatAmount(-minor(payment.amount, payment.currency), payment.currency),
        posted: payment.outcome === 'approved',
        window,
        card: payment.result?.cardMask ?? null,
        payment,
      };
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** What the stay costs. */
export const stayCharge = ({ rate, nights }: PracticeGuest, currency: string): string =>
  formatAmount(minor(rate, currency) * BigInt(nights), currency);

/** What the guest still owes: the stay and every line that is posted. Negative: the hotel owes the guest. */
export const balanceOf = (charge: string, lines: readonly FolioLine[], currency: string): string =>
  formatAmount(
    lines.filter(({ posted }) => posted).reduce((sum, { amount }) => sum + minor(amount, currency), minor(charge, currency)),
    currency,
  );
