import type { LedgerEntry, LedgerKind } from './ledger-entry.ts';

export const HOLD_STATES = ['reserved', 'captured', 'released'] as const;

/** Reserved money. It is no line of the ledger, since none has moved: its capture is one, a sale. It belongs to no batch. */
export interface Hold extends Omit<LedgerEntry, 'kind' | 'state' | 'originalRrn'> {
  readonly state: (typeof HOLD_STATES)[number];
  /** Reference number of the capture or the release that ended it. */
  readonly endedBy: string | null;
}

/** What a terminal prints and answers of an approved operation. */
export type Approved = Omit<LedgerEntry, 'kind' | 'state'> & { readonly kind: LedgerKind | 'preauthorization' | 'release' };

/** The reservations of the bank. */
export class Holds {
  readonly #byRrn = new Map<string, Hold>();

  find(rrn: string): Hold | null {
    return this.#byRrn.get(rrn) ?? null;
  }

  open(tid: string, operationNumber: number): Hold | null {
    const same = (hold: Hold): boolean => hold.tid === tid && hold.operationNumber === operationNumber && hold.state === 'reserved';
    return Array.from(this.#byRrn.values()).findLast(same) ?? null;
  }

  put(hold: Hold): void {
    this.#byRrn.set(hold.rrn, hold);
  }

  /** What a technical undo of an operation makes of a reservation; null where it is about none. */
  undoneBy(rrn: string): Hold | null {
    const own = this.#byRrn.get(rrn);
    if (own) return own.state === 'reserved' ? { ...own, state: 'released' } : null;
    const ended = Array.from(this.#byRrn.values()).find(({ endedBy }) => endedBy === rrn);
    return ended ? { ...ended, state: 'reserved', endedBy: null } : null;
  }
}
