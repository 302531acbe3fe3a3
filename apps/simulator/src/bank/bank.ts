import { invariant, ok, refuse, type Clock, type Random, type Result } from '@payport/domain';
import { Holds, type Approved, type Hold } from './hold.ts';
import { NO_BANK_CHANGE, type BankChange, type LedgerEntry } from './ledger-entry.ts';
import { newAuthCode, newRrn } from './reference-numbers.ts';
import type { TestCard } from './test-cards.ts';

/** An order as the terminal sends it to the host. */
export interface HostRequest {
  readonly tid: string;
  readonly mid: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly card: TestCard;
}

/** The host's refusal in the numbering of the terminal's result codes. */
export interface HostRefusal {
  readonly code: number;
}

/** A decision: the operation, and the change that makes it true. Nothing happened until the change is applied. */
export interface Posting {
  readonly entry: Approved;
  readonly change: BankChange;
}

/** One that is an entry of the ledger. */
type Booked = Posting & { readonly entry: LedgerEntry };

export interface BatchTotals {
  readonly batch: number;
  readonly entries: readonly LedgerEntry[];
}

/** Operation not found; amount above what is left; cancel only in the open batch; cannot cancel. */
const NOT_FOUND = 4118;
const ABOVE_ORIGINAL = 4363;
const BATCH_CLOSED = 4315;
const CANNOT_CANCEL = 4156;

/**
 * The bank host: its ledger and its rules. Pure: time and chance come in as ports; every decision is a value that the
 * caller applies and makes durable.
 */
export class Bank {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #random: Random;
  readonly #entries = new Map<string, LedgerEntry>();
  readonly #holds = new Holds();
  readonly #batches = new Map<string, { batch: number; operations: number }>();

  constructor(ports: { readonly clock: Pick<Clock, 'now'>; readonly random: Random }) {
    this.#clock = ports.clock;
    this.#random = ports.random;
  }

  sale(request: HostRequest): Posting {
    return this.#post(request, 'sale', null, []);
  }

  /** With a reference number: of that sale, of any terminal of the merchant. Without one: to the card at hand. */
  refund(request: HostRequest, originalRrn: string | null): Result<Posting, HostRefusal> {
    if (originalRrn === null) return ok(this.#post(request, 'refund', null, []));
    const original = this.#entries.get(originalRrn);
    if (!original || original.mid !== request.mid || original.kind !== 'sale' || original.state === 'reversed') {
      return refuse({ code: NOT_FOUND });
    }
    const left = original.amountMinor - this.#refundedOf(originalRrn);
    if (request.amountMinor > left) return refuse({ code: ABOVE_ORIGINAL });
    const states = request.amountMinor === left ? [{ rrn: originalRrn, state: 'refunded' as const }] : [];
    return ok(this.#post(request, 'refund', originalRrn, states));
  }

  /** Reserves money: no entry of the ledger. */
  preauthorize(request: HostRequest): Posting {
    const { entry } = this.#post(request, 'sale', null, []);
    const { kind: _kind, state: _state, originalRrn: _original, ...own } = entry;
    return {
      entry: { ...own, kind: 'preauthorization', originalRrn: null },
      change: { ...NO_BANK_CHANGE, holds: [{ ...own, state: 'reserved', endedBy: null }] },
    };
  }

  /** Takes reserved money, or a part of it, once; what is left is released. In the books it is a sale. */
  capture(request: HostRequest, originalRrn: string): Result<Posting, HostRefusal> {
    const hold = this.#holds.find(originalRrn);
    if (hold?.tid !== request.tid || hold.state !== 'reserved') return refuse({ code: NOT_FOUND });
    if (request.amountMinor > hold.amountMinor) return refuse({ code: ABOVE_ORIGINAL });
    const { entry, change } = this.#post(request, 'sale', null, []);
    return ok({ entry, change: { ...change, holds: [{ ...hold, state: 'captured', endedBy: entry.rrn }] } });
  }

  /** Cancels a whole operation of the terminal's open batch, or a reservation, which belongs to none. */
  void(request: HostRequest, originalRrn: string): Result<Posting, HostRefusal> {
    const hold = this.#holds.find(originalRrn);
    if (hold?.tid === request.tid) return this.#release(request, hold);
    const original = this.#entries.get(originalRrn);
    if (!original || original.tid !== request.tid || original.kind === 'void' || original.state === 'reversed') {
      return refuse({ code: NOT_FOUND });
    }
    if (original.batch !== this.#openBatch(request.tid).batch) return refuse({ code: BATCH_CLOSED });
    if (request.amountMinor > original.amountMinor) return refuse({ code: ABOVE_ORIGINAL });
    if (request.amountMinor < original.amountMinor || this.#refundedOf(originalRrn) > 0n) return refuse({ code: CANNOT_CANCEL });
    return ok(this.#post(request, 'void', originalRrn, this.#undo(original)));
  }

  #release(request: HostRequest, hold: Hold): Result<Posting, HostRefusal> {
    if (hold.state !== 'reserved') return refuse({ code: NOT_FOUND });
    if (request.amountMinor !== hold.amountMinor) return refuse({ code: request.amountMinor > hold.amountMinor ? ABOVE_ORIGINAL : CANNOT_CANCEL });
    const { entry } = this.#post(request, 'void', hold.rrn, []);
    return ok({ entry: { ...entry, kind: 'release' }, change: { ...NO_BANK_CHANGE, holds: [{ ...hold, state: 'released', endedBy: entry.rrn }] } });
  }

  /**
   * Operations of the past, all of them settled. Entries that the ledger already holds are left out, so that importing
   * twice changes nothing; a refusal names the first reference number that belongs to another operation.
   */
  importHistory(entries: readonly LedgerEntry[]): Result<BankChange, { readonly rrn: string }> {
    const fresh = new Map<string, LedgerEntry>();
    for (const entry of entries) {
      const known = this.#entries.get(entry.rrn) ?? fresh.get(entry.rrn);
      if (known === undefined) fresh.set(entry.rrn, entry);
      else if (!sameOperation(known, entry)) return refuse({ rrn: entry.rrn });
    }
    return ok({ ...NO_BANK_CHANGE, entries: Array.from(fresh.values()) });
  }

  /** Technical undo of an operation: its entry stays, reversed; no entry of its own. */
  reverse(rrn: string): BankChange {
    const entry = this.#entries.get(rrn);
    const hold = this.#holds.undoneBy(rrn);
    invariant(entry ?? hold ?? this.#holds.find(rrn), 'a reversal names an operation of the bank');
    const states = entry === undefined || entry.state === 'reversed' ? [] : this.#undo(entry);
    return { ...NO_BANK_CHANGE, states, holds: hold ? [hold] : [] };
  }

  /** Settlement: what the open batch holds, and the change that closes it. */
  settle(tid: string): { readonly totals: BatchTotals; readonly change: BankChange } {
    const totals = this.openBatch(tid);
    return { totals, change: { ...NO_BANK_CHANGE, closedBatch: { tid, batch: totals.batch } } };
  }

  openBatch(tid: string): BatchTotals {
    const { batch } = this.#openBatch(tid);
    return { batch, entries: this.#all().filter((entry) => entry.tid === tid && entry.batch === batch) };
  }

  find(rrn: string): LedgerEntry | null {
    return this.#entries.get(rrn) ?? null;
  }

  /** The operation that an order goes back to: what was taken, or what was reserved. */
  original(rrn: string): Pick<LedgerEntry, 'cardMask' | 'cardName'> | null {
    return this.#entries.get(rrn) ?? this.#holds.find(rrn);
  }

  /** Reserved money that nobody has taken or released. */
  hold(rrn: string): Hold | null {
    return this.#holds.find(rrn);
  }

  /** What a terminal still has reserved under that number of its own; numbers start anew each day, so the newest. */
  openHold(tid: string, operationNumber: number): Hold | null {
    return this.#holds.open(tid, operationNumber);
  }

  /** Oldest first. */
  ledger(tid: string | null): readonly LedgerEntry[] {
    return this.#all()
      .filter((entry) => tid === null || entry.tid === tid)
      .sort((a, b) => a.at.localeCompare(b.at));
  }

  apply(change: BankChange): void {
    for (const entry of change.entries) {
      this.#entries.set(entry.rrn, entry);
      const open = this.#openBatch(entry.tid);
      if (entry.batch === open.batch) open.operations = Math.max(open.operations, entry.operationNumber);
    }
    for (const hold of change.holds) {
      this.#holds.put(hold);
      // Its number is taken, though it belongs to no batch: a terminal names it by that number.
      const open = this.#openBatch(hold.tid);
      if (hold.batch === open.batch) open.operations = Math.max(open.operations, hold.operationNumber);
    }
    for (const { rrn, state } of change.states) {
      const entry = this.#entries.get(rrn);
      invariant(entry, 'a state belongs to an operation of the ledger');
      this.#entries.set(rrn, { ...entry, state });
    }
    if (change.closedBatch) this.#batches.set(change.closedBatch.tid, { batch: change.closedBatch.batch + 1, operations: 0 });
  }

  #post(request: HostRequest, kind: LedgerEntry['kind'], originalRrn: string | null, states: BankChange['states']): Booked {
    const now = this.#clock.now();
    const open = this.#openBatch(request.tid);
    const entry: LedgerEntry = {
      tid: request.tid,
      mid: request.mid,
      rrn: newRrn(now, this.#random, (rrn) => this.#entries.has(rrn) || this.#holds.find(rrn) !== null),
      authCode: newAuthCode(this.#random),
      kind,
      amountMinor: request.amountMinor,
      currency: request.currency,
      cardMask: request.card.mask,
      cardName: request.card.name,
      at: new Date(now).toISOString(),
      state: 'captured',
      batch: open.batch,
      operationNumber: open.operations + 1,
      originalRrn,
    };
    return { entry, change: { ...NO_BANK_CHANGE, entries: [entry], states } };
  }

  /** Undoing a refund gives its original the money back, so that original is `captured` again. */
  #undo(entry: LedgerEntry): BankChange['states'] {
    const reversed = { rrn: entry.rrn, state: 'reversed' as const };
    const original = entry.kind === 'refund' && entry.originalRrn !== null ? this.#entries.get(entry.originalRrn) : undefined;
    return original?.state === 'refunded' ? [reversed, { rrn: original.rrn, state: 'captured' }] : [reversed];
  }

  #refundedOf(rrn: string): bigint {
    return this.#all()
      .filter((entry) => entry.kind === 'refund' && entry.originalRrn === rrn && entry.state !== 'reversed')
      .reduce((sum, entry) => sum + entry.amountMinor, 0n);
  }

  #openBatch(tid: string): { batch: number; operations: number } {
    const known = this.#batches.get(tid) ?? { batch: 1, operations: 0 };
    this.#batches.set(tid, known);
    return known;
  }

  #all(): LedgerEntry[] {
    return Array.from(this.#entries.values());
  }
}

const sameOperation = (a: LedgerEntry, b: LedgerEntry): boolean =>
  a.tid === b.tid && a.kind === b.kind && a.amountMinor === b.amountMinor && a.currency === b.currency && a.at === b.at;
