import type { EncodingName } from '@payport/terminals-sberbank';

/** Faults that a script can put in the way of the next order; what each does to the money is part of its definition. */
export type Fault =
  /** Captured; the program dies before it writes its file. */
  | { readonly fault: 'die_before_file' }
  /** Captured; the link drops, so the program writes 99. */
  | { readonly fault: 'lost_reply' }
  /** Captured; the device cannot read its own record of it. */
  | { readonly fault: 'unreadable' }
  /** Captured; `e` and `p` are those of an earlier order. */
  | { readonly fault: 'stale_file' }
  /** Captured; `e` ends after so many bytes. */
  | { readonly fault: 'truncated_file'; readonly bytes: number }
  /** Captured; line 19 of `e` names another request. */
  | { readonly fault: 'foreign_id'; readonly id: string }
  /** Captured; line 7 of `e` and the slip name another terminal. */
  | { readonly fault: 'tid_mismatch'; readonly tid: string }
  /** Captured; `e` and `p` hold a full (made up, Luhn-valid) card number. */
  | { readonly fault: 'full_card_number' }
  /** Captured; files come in another encoding than the terminal's. */
  | { readonly fault: 'encoding'; readonly encoding: EncodingName }
  /** Captured; no slip is written. */
  | { readonly fault: 'no_slip' }
  /** Refused with this code; codes from 4400 are the host's. Nothing is captured. */
  | { readonly fault: 'decline'; readonly code: number }
  /** The link drops before the bank is asked: 99. Nothing is captured. */
  | { readonly fault: 'no_link' }
  /** The device reboots instead of working: 99, then 5, for so long. Nothing is captured. */
  | { readonly fault: 'reboot'; readonly ms: number }
  /** Settlement: closed, but the slip counts one kopeck more than the bank has, and says that the totals differ. */
  | { readonly fault: 'wrong_totals' }
  /** The host answers so much later. */
  | { readonly fault: 'slow'; readonly ms: number }
  /** Of a bank that is reached through the cash desk: it hangs up on the request. Nothing is captured. */
  | { readonly fault: 'bank_hangs_up' }
  /** The same: it books the request, and its answer never comes. */
  | { readonly fault: 'bank_silent' }
  /** The same: its answer comes so much later. */
  | { readonly fault: 'bank_late'; readonly ms: number };

/** Which runs a fault may hit: orders that move money, status queries, closes of the day, or any run. */
export type FaultTarget = 'order' | 'status' | 'settlement' | 'any';

export interface ScriptedFault {
  readonly fault: Fault;
  readonly on: FaultTarget;
  readonly count: number;
}

/** Scripted faults of one terminal, in the order they were given; kept in memory only. */
export class FaultScript {
  #queue: ScriptedFault[] = [];

  add(fault: ScriptedFault): void {
    this.#queue.push(fault);
  }

  clear(): void {
    this.#queue = [];
  }

  pending(): readonly ScriptedFault[] {
    return this.#queue;
  }

  /** The next fault for a run of that sort, used up by being taken. */
  take(run: Exclude<FaultTarget, 'any'> | 'service'): Fault | null {
    const index = this.#queue.findIndex(({ on }) => on === 'any' || on === run);
    const found = this.#queue[index];
    if (!found) return null;
    if (found.count > 1) this.#queue[index] = { ...found, count: found.count - 1 };
    else this.#queue.splice(index, 1);
    return found.fault;
  }
}
