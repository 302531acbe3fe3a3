import type { BankEntry, SimulatedBank } from './simulated-bank.ts';

export type LastStep = 'suspend' | 'commit' | 'rollback';

const DONE = 0;
const OTHER_OPERATION = 4140;
const NOTHING_PENDING = 4141;

/**
 * The device's last successful operation, which suspend, commit and roll-back act on. What is suspended and not committed
 * the device undoes by itself at its next session with the bank.
 */
export class LastOperation {
  #entry: BankEntry | null = null;
  #phase: 'normal' | 'suspended' | 'over' = 'over';

  constructor(private readonly bank: SimulatedBank) {}

  approved(entry: BankEntry): void {
    this.#entry = entry;
    this.#phase = 'normal';
  }

  /** The order whose operation waits for its commit. */
  get suspended(): string | null {
    return this.#phase === 'suspended' ? (this.#entry?.reference ?? null) : null;
  }

  /** The operation that these words name, if something can still be done about it. */
  named(amountMinor: bigint, authCode: string | null): BankEntry | typeof OTHER_OPERATION | typeof NOTHING_PENDING {
    if (!this.#entry) return NOTHING_PENDING;
    if (this.#entry.amountMinor !== amountMinor || this.#entry.authCode !== authCode) return OTHER_OPERATION;
    return this.#phase === 'over' ? NOTHING_PENDING : this.#entry;
  }

  change(step: LastStep): number {
    if (step === 'commit' && this.#phase !== 'suspended') return NOTHING_PENDING;
    if (step === 'rollback' && this.#entry) this.bank.reverse(this.#entry);
    this.#phase = step === 'suspend' ? 'suspended' : 'over';
    return DONE;
  }

  /** With the batch the last operation is closed too. */
  close(): void {
    this.session();
    this.#entry = null;
    this.#phase = 'over';
  }

  /** The device speaks to the bank about something else. */
  session(): void {
    if (this.#phase === 'suspended') this.change('rollback');
  }
}
