import type { Ledger, LedgerEntry } from './ledger.ts';

/** What a cash desk can have done to the terminal's last operation. */
export const PHASE_STEPS = ['suspend', 'commit', 'rollback'] as const;
export type PhaseStep = (typeof PHASE_STEPS)[number];

/** A step, and the operation that the cash desk means. */
export interface PhaseOrder {
  readonly step: PhaseStep;
  readonly amountMinor: bigint;
  readonly authCode: string | null;
}

/** `nothing_pending`: committed or undone before, or never suspended. `other_operation`: the last one is not what the desk means. */
export type PhaseAnswer = 'done' | 'nothing_pending' | 'other_operation';

/** The second phase of the last operation: a suspended one is undone by whatever comes next, unless it is committed. */
export class SecondPhase {
  /** Steps that were carried out, in their order. */
  readonly done: PhaseStep[] = [];
  /** No longer on the terminal's tape. */
  readonly undone = new Set<LedgerEntry>();
  /** It has undone one by itself. */
  lapsed = false;
  readonly #committed = new Set<LedgerEntry>();
  #suspended: LedgerEntry | null = null;

  constructor(private readonly ledger: Ledger) {}

  isSuspended(entry: LedgerEntry): boolean {
    return this.#suspended === entry;
  }

  take({ step, amountMinor, authCode }: PhaseOrder): PhaseAnswer {
    const last = this.ledger.entries.at(-1) ?? null;
    if (last === null) return 'nothing_pending';
    if (last.amountMinor !== amountMinor || last.authCode !== authCode) return 'other_operation';
    if (last.state === 'reversed' || this.#committed.has(last)) return 'nothing_pending';
    if (step === 'commit' && this.#suspended !== last) return 'nothing_pending';
    this.done.push(step);
    this.#suspended = step === 'suspend' ? last : null;
    if (step === 'commit') this.#committed.add(last);
    if (step === 'rollback') this.#undo(last);
    return 'done';
  }

  /** Another operation, or a loss of power. */
  lapse(): void {
    if (this.#suspended === null) return;
    this.lapsed = true;
    this.#undo(this.#suspended);
    this.#suspended = null;
  }

  #undo(entry: LedgerEntry): void {
    this.ledger.reverse(entry);
    this.undone.add(entry);
  }
}
