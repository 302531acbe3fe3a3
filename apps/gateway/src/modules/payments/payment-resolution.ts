import {
  ok,
  refuse,
  unreachable,
  uuidV7,
  type CardResult,
  type Clock,
  type Decline,
  type PaymentId,
  type PaymentRecord,
  type PaymentStatus,
  type PaymentStore,
  type PaymentTx,
  type Random,
  type Result,
  type TerminalRecord,
  type UserId,
} from '@payport/domain';
import type { Move } from './outcome-moves.ts';
import type { Refusal } from './payment-commands.ts';
import type { PaymentFeed } from './payment-feed.ts';
import type { PaymentObserver } from './payment-observer.ts';
import { noteOf } from './event-note.ts';
import { applyMove } from './payments.service.ts';
import {
  needsSecondPerson,
  openResolution,
  PROPOSED,
  REJECTED,
  resolvableTo,
  type OpenResolution,
  type ResolutionWords,
} from './resolution-proposal.ts';

export interface Person {
  readonly id: UserId;
  readonly name: string;
}

export interface ResolutionPorts {
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly observer: Pick<PaymentObserver, 'moved'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether this terminal can undo an operation whose outcome nobody knows. */
  readonly canUndo: (terminal: TerminalRecord) => Promise<boolean>;
  /** A person ordered it; it is durable by now. */
  readonly onUndo: (id: PaymentId) => void;
}

type Decided = Result<PaymentRecord, Refusal>;

/**
 * The last rung: people decide about a payment that no device can tell of. Every step is an event of the payment and an
 * entry of the audit, in one transaction. Above the hotel's limit for refunds one person proposes and another confirms.
 */
export class PaymentResolutions {
  constructor(private readonly ports: ResolutionPorts) {}

  /** A sale that nobody knows of, on a terminal that can undo just that one. */
  async isUndoable(payment: Pick<PaymentRecord, 'status' | 'kind' | 'hold' | 'terminalId'>): Promise<boolean> {
    if (payment.status !== 'manual_review' || payment.kind !== 'sale' || payment.hold !== null) return false;
    const terminal = await this.ports.store.terminal(payment.terminalId);
    return terminal !== null && this.ports.canUndo(terminal);
  }

  async propose(id: PaymentId, words: ResolutionWords, by: Person): Promise<Decided> {
    const known = words.outcome === 'undo' ? await this.ports.store.find(id) : null;
    const undoable = known !== null && (await this.isUndoable(known));
    return this.step(id, async (tx, payment, atMs) => {
      const events = await tx.events(id);
      if (payment.status !== 'manual_review') return refuse({ code: 'not-in-review' });
      if (openResolution(events)) return refuse({ code: 'resolution-proposed' });
      if (!resolvableTo(payment.status, events, undoable).includes(words.outcome)) return refuse(wrong('/outcome', 'not-possible'));
      if (words.rrn !== null && (await tx.originalsByRrn(payment.propertyId, words.rrn)).length > 0)
        return refuse(wrong('/rrn', 'of-another-payment'));
      if (await this.isBig(tx, payment)) {
        const evidence = { ...words, byId: by.id };
        await tx.append(noteOf(payment, atMs, PROPOSED, actorOf(by), evidence));
        await this.audit(tx, payment, by, 'payment.resolution_proposed', { ...words });
        return ok({ ...payment, lastSeq: payment.lastSeq + 1, updatedAtMs: atMs });
      }
      return ok(await this.resolve(tx, payment, words, { by, proposedBy: by, atMs }));
    });
  }

  confirm(id: PaymentId, seq: number, by: Person): Promise<Decided> {
    return this.step(id, async (tx, payment, atMs) => {
      const proposal = await seen(tx, id, seq);
      if (!proposal) return refuse({ code: 'resolution-gone' });
      if (proposal.by.id === by.id) return refuse({ code: 'second-person-needed' });
      // Another payment may have been found to carry that reference since.
      if (proposal.rrn !== null && (await tx.originalsByRrn(payment.propertyId, proposal.rrn)).length > 0) return refuse({ code: 'resolution-gone' });
      return ok(await this.resolve(tx, payment, proposal, { by, proposedBy: proposal.by, atMs }));
    });
  }

  /** Anybody who may decide rejects a proposal; who proposed it takes it back. */
  reject(id: PaymentId, seq: number, reason: string, by: Person): Promise<Decided> {
    return this.step(id, async (tx, payment, atMs) => {
      if (!(await seen(tx, id, seq))) return refuse({ code: 'resolution-gone' });
      await tx.append(noteOf(payment, atMs, REJECTED, actorOf(by), { seq, reason }));
      await this.audit(tx, payment, by, 'payment.resolution_rejected', { seq, reason });
      return ok({ ...payment, lastSeq: payment.lastSeq + 1, updatedAtMs: atMs });
    });
  }

  private async step(id: PaymentId, work: (tx: PaymentTx, payment: PaymentRecord, atMs: number) => Promise<Decided>): Promise<Decided> {
    const { store, clock, feed, observer } = this.ports;
    let from: PaymentStatus | null = null;
    const decided = await store.transaction([], async (tx): Promise<Decided> => {
      const payment = await tx.lock(id);
      if (!payment) return refuse({ code: 'not-found' });
      from = payment.status;
      return work(tx, payment, clock.now());
    });
    if (!decided.ok) return decided;
    feed.publish(id);
    if (from !== null && from !== decided.value.status) observer.moved(decided.value, from);
    if (decided.value.status === 'reversing') this.ports.onUndo(id);
    return decided;
  }

  private async resolve(
    tx: PaymentTx,
    payment: PaymentRecord,
    { outcome, evidence: text, rrn, authCode }: ResolutionWords,
    { by, proposedBy, atMs }: { readonly by: Person; readonly proposedBy: Person; readonly atMs: number },
  ): Promise<PaymentRecord> {
    const evidence = { outcome, evidence: text, rrn, authCode, proposedBy: proposedBy.name, confirmedBy: proposedBy.id === by.id ? null : by.name };
    await this.audit(tx, payment, by, outcome === 'undo' ? 'payment.undo_ordered' : 'payment.resolved', evidence);
    const move = moveOfResolution(payment, { outcome, evidence: text, rrn, authCode });
    const { clock, random } = this.ports;
    return applyMove(tx, payment, [], { move, evidence, atMs, actor: actorOf(by), newId: () => uuidV7(clock, random) });
  }

  private async isBig(tx: PaymentTx, payment: PaymentRecord): Promise<boolean> {
    return needsSecondPerson(payment.amountMinor, (await tx.property(payment.propertyId, payment.currency))?.maxRefundMinor ?? null);
  }

  private audit(tx: PaymentTx, payment: PaymentRecord, by: Person, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { clock, random } = this.ports;
    return tx.addAudit({ id: uuidV7(clock, random), atMs: clock.now(), by, propertyId: payment.propertyId, action, paymentId: payment.id, after });
  }
}

const actorOf = ({ name }: Person): string => `user:${name}`;
const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
const wrong = (pointer: string, code: string): Refusal => ({ code: 'validation-failed', fields: [{ pointer, code }] });

/** The proposal that a person saw, while it still stands. */
async function seen(tx: PaymentTx, id: PaymentId, seq: number): Promise<OpenResolution | null> {
  const open = openResolution(await tx.events(id));
  return open?.seq === seq ? open : null;
}

function moveOfResolution(payment: PaymentRecord, words: ResolutionWords): Move {
  const base = { cause: 'resolved_by_person', holdsTerminal: false } as const;
  switch (words.outcome) {
    case 'approved':
      return { ...base, to: 'approved', result: approvedByPerson(payment, words), decline: null };
    case 'declined':
      return { ...base, to: 'declined', result: null, decline: BANK_REFUSED };
    case 'failed':
      return { ...base, to: 'failed', result: null, decline: NO_MONEY };
    case 'reversed':
      return { ...base, to: 'reversed', result: null, decline: null };
    case 'undo':
      return { to: 'reversing', cause: 'undo_ordered', result: null, decline: null, holdsTerminal: true };
    default:
      return unreachable(words.outcome);
  }
}

/** What the bank told a person. What nobody told is null: nothing is made up for a slip. */
function approvedByPerson(payment: PaymentRecord, { rrn, authCode }: ResolutionWords): CardResult {
  const known = payment.result ?? NOTHING_SAID;
  return {
    ...known,
    approvedAmountMinor: known.approvedAmountMinor ?? magnitude(payment.amountMinor),
    currency: payment.currency,
    rrn: rrn ?? known.rrn,
    authCode: authCode ?? known.authCode,
  };
}

/** The result of a payment whose terminal said nothing. */
export const NOTHING_SAID: CardResult = {
  approvedAmountMinor: null,
  currency: '',
  rrn: null,
  authCode: null,
  responseCode: null,
  responseText: null,
  cardMask: null,
  cardBrand: null,
  cardExpiry: null,
  cardholder: null,
  terminalTid: null,
  merchantMid: null,
  stan: null,
  hostTime: null,
  executedAs: null,
  slip: null,
};

const AGAIN = { ru: 'Можно провести оплату заново', en: 'The payment can be started again' } as const;
const BANK_REFUSED: Decline = {
  code: 'issuer_refused',
  terminalCode: null,
  message: {
    ru: 'Проверено с банком: операция отклонена, деньги не списаны',
    en: 'Checked with the bank: the operation was declined, no money moved',
  },
  advice: AGAIN,
  retry: 'now',
};
const NO_MONEY: Decline = {
  code: 'proven_absent',
  terminalCode: null,
  message: {
    ru: 'Проверено с банком: операция не выполнялась, деньги не списаны',
    en: 'Checked with the bank: the operation never ran, no money moved',
  },
  advice: AGAIN,
  retry: 'now',
};
