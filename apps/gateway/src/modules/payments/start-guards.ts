import {
  formatAmount,
  isFinal,
  ok,
  refuse,
  together,
  type Bilingual,
  type ClaimRecord,
  type OriginalLink,
  type PaymentRecord,
  type PaymentTx,
  type PropertyRecord,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import type { TerminalOperation } from '@payport/terminals-core';
import { confirmedBy } from './contradiction-original.ts';
import { personRefundOf } from './person-refund.ts';
import type { Refusal, StartCommand } from './payment-commands.ts';

/** A repeat within this time is asked about before the card is charged again (contract, "Guards and their order"). */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/** The same without a reservation or a PMS number to tell two guests apart. */
const UNLINKED_WINDOW_MS = 2 * 60_000;

/** Fields against each other, the property's currencies, what the terminal can do. */
export function checkFields(command: StartCommand, property: PropertyRecord, operations: readonly TerminalOperation[]): Refusal | null {
  const negative = command.amountMinor < 0n;
  const givesBack = command.kind === 'refund' || command.kind === 'void';
  if (negative !== givesBack) {
    return { code: 'validation-failed', fields: [{ pointer: '/kind', code: negative ? 'negative-amount' : 'positive-amount' }] };
  }
  if (command.original !== null && !givesBack && command.kind !== 'capture') {
    return { code: 'validation-failed', fields: [{ pointer: '/original', code: 'only-for-refunds' }] };
  }
  if (!property.currencies.includes(command.currency)) {
    return { code: 'currency-not-accepted', members: { accepted: property.currencies } };
  }
  const limit = negative ? property.maxRefundMinor : property.maxSaleMinor;
  // Two people stand above what one may give back; what one may, is looked at beside the original.
  if (limit !== null && !confirmedBy(command) && !personRefundOf(command) && (negative ? -command.amountMinor : command.amountMinor) > limit) {
    return {
      code: 'validation-failed',
      fields: [{ pointer: '/amount', code: negative ? 'above-refund-limit' : 'above-sale-limit' }],
      members: { limit: formatAmount(limit, command.currency) },
    };
  }
  if (!operations.includes(command.kind)) return { code: 'operation-not-supported', members: { operation: command.kind } };
  if (command.confirmation === 'pms' && (command.kind !== 'sale' || !operations.includes('two_phase'))) return { code: 'two-phase-not-supported' };
  return null;
}

/** Switched off by people, or put out of use by what it answered. */
export function outOfUse({ enabled, quarantine }: TerminalRecord): Refusal | null {
  if (!enabled) return { code: 'terminal-disabled' };
  if (!quarantine) return null;
  const { reason, sinceMs } = quarantine;
  return { code: 'terminal-disabled', detail: QUARANTINED, members: { quarantine: { reason, since: new Date(sinceMs).toISOString() } } };
}

const QUARANTINED: Bilingual = {
  ru: 'Терминал остановлен: он ответил не так, как должен зарегистрированный. Его проверит и включит управляющий; возьмите другой терминал',
  en: 'The terminal was put out of use: it did not answer as the registered one should. A manager has to check and release it; take another terminal',
};

export const busyMembers = (claim: ClaimRecord): Readonly<Record<string, unknown>> => ({
  busyWith: {
    kind: claim.holder,
    paymentId: claim.paymentId,
    settlementId: claim.holder === 'settlement' ? claim.commandId : null,
    startedAt: new Date(claim.takenAtMs).toISOString(),
    cashier: claim.cashier,
  },
});

/** The payment that stands in the way, as a problem shows it. */
export const paymentMember = (payment: PaymentRecord): Readonly<Record<string, unknown>> => ({
  payment: {
    id: payment.id,
    status: payment.status,
    kind: payment.kind,
    amount: formatAmount(payment.amountMinor, payment.currency),
    currency: payment.currency,
    createdAt: new Date(payment.createdAtMs).toISOString(),
    terminal: { id: payment.terminalId, name: payment.terminalName },
    cashier: payment.cashier,
  },
});

/** What the cashier was warned of and accepted; written into the new payment's history. */
export interface Acknowledgements {
  readonly openPayments: readonly string[];
  readonly duplicates: readonly string[];
}

/** The guards that look at other payments, in the contract's order; the claim itself is taken with the intent. */
export async function checkNeighbours(
  tx: PaymentTx,
  command: StartCommand,
  { terminal, original, nowMs }: { readonly terminal: TerminalRecord; readonly original: OriginalLink | null; readonly nowMs: number },
): Promise<Result<Acknowledgements, Refusal>> {
  const folio = command.reservation?.confirmationNumber ?? null;
  const [claim, neighbours, alike, ofRrn] = await together([
    tx.claim(terminal.deviceAddress),
    tx.openPayments(command.propertyId, folio, command.pmsTransactionNumber),
    possibleDuplicates(tx, command, nowMs),
    sameForeignRrn(tx, command, original),
  ]);
  const [open, repeats] = [withOthers(neighbours, ofRrn.open), withOthers(alike, ofRrn.done)];
  // The watch of a silent terminal is no work of it: what stands in the way is the silence, which is told below.
  const watched = terminal.offlineSinceMs !== null && claim?.isWatch === true;
  if (claim && !watched) return refuse({ code: 'terminal-busy', members: busyMembers(claim) });
  // Who gives back in the portal has the whole history before them: what they decide is acknowledged.
  const decided = confirmedBy(command) !== null || personRefundOf(command) !== null;
  const blocking = open.find((payment) => !decided && !command.acknowledged.openPayment.includes(payment.id));
  if (blocking) return refuse({ code: 'open-payment', members: paymentMember(blocking), ...wordsOf(blocking, ofRrn.open, RRN_OPEN) });

  const repeat = repeats.find((payment) => !decided && !command.acknowledged.duplicateOf.includes(payment.id));
  if (repeat) return refuse({ code: 'possible-duplicate', members: paymentMember(repeat), ...wordsOf(repeat, ofRrn.done, RRN_DONE) });

  if (terminal.offlineSinceMs !== null) {
    return refuse({ code: 'terminal-offline', members: { offlineSince: new Date(terminal.offlineSinceMs).toISOString() } });
  }
  return ok({ openPayments: open.map((payment) => payment.id), duplicates: repeats.map((payment) => payment.id) });
}

async function possibleDuplicates(tx: PaymentTx, command: StartCommand, nowMs: number): Promise<readonly PaymentRecord[]> {
  const { propertyId, kind, amountMinor, currency, pmsTransactionNumber } = command;
  // A void or a capture names its original, and of each there is one at most: equal ones are of different payments.
  if (kind === 'void' || kind === 'capture') return [];
  const folio = command.reservation?.confirmationNumber ?? null;
  if (folio === null && pmsTransactionNumber === null) {
    const { terminalId, workstation, cashier } = command;
    return tx.recentOnTerminal({ propertyId, kind, amountMinor, currency, terminalId, workstation, cashier, sinceMs: nowMs - UNLINKED_WINDOW_MS });
  }
  const found = await together([
    pmsTransactionNumber === null ? [] : tx.approvedOfPmsNumber(propertyId, pmsTransactionNumber, kind),
    folio === null
      ? []
      : tx.approvedOfFolio({ propertyId, kind, amountMinor, currency, confirmationNumber: folio, sinceMs: nowMs - DUPLICATE_WINDOW_MS }),
  ]);
  return found.flat();
}

const RRN_OPEN: Bilingual = {
  ru: 'По этому RRN уже идёт возврат, или его исход неизвестен. Сначала узнайте, чем он кончился; провести ещё один можно, подтвердив, что прежний видели',
  en: 'A refund by this RRN is under way, or its outcome is not known. First find out how it ended; go on only by acknowledging that it was seen',
};
const RRN_DONE: Bilingual = {
  ru: 'По этому RRN деньги уже возвращали; если это ещё одна часть, подтвердите это и отправьте снова',
  en: 'Money was already given back by this RRN; if this is another part of it, acknowledge it and send again',
};

/** A refund of somebody else's sale knows no reservation: what stands in its way is said by the bank's reference. */
const wordsOf = (found: PaymentRecord, ofRrn: readonly PaymentRecord[], words: Bilingual): { readonly detail?: Bilingual } =>
  ofRrn.some(({ id }) => id === found.id) ? { detail: words } : {};

/**
 * Refunds of a sale that is none of ours. Nobody here knows what it took, so that no sum can be held against it: whoever gives
 * back on it again has seen each refund that may have given back before, however long ago.
 */
async function sameForeignRrn(
  tx: PaymentTx,
  { propertyId }: StartCommand,
  original: OriginalLink | null,
): Promise<{ readonly open: readonly PaymentRecord[]; readonly done: readonly PaymentRecord[] }> {
  if (original === null || original.paymentId !== null || original.rrn === null) return { open: [], done: [] };
  const found = await tx.refundsOfForeignRrn(propertyId, original.rrn);
  return { open: found.filter(({ status }) => !isFinal(status)), done: found.filter(({ status }) => isFinal(status)) };
}

const withOthers = (payments: readonly PaymentRecord[], others: readonly PaymentRecord[]): readonly PaymentRecord[] => [
  ...payments,
  ...others.filter(({ id }) => !payments.some((payment) => payment.id === id)),
];
