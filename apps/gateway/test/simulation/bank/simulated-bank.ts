import type { Chance } from '../chance.ts';

/** One movement of money, as the bank keeps it. */
export interface BankEntry {
  readonly reference: string;
  readonly tid: string;
  readonly kind: 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture';
  readonly amountMinor: bigint;
  readonly rrn: string;
  readonly authCode: string;
  readonly originalRrn: string | null;
  reversed: boolean;
}

export interface BankOrder {
  readonly reference: string;
  readonly kind: BankEntry['kind'];
  readonly amountMinor: bigint;
  readonly originalRrn: string | null;
  /** Whose operation the terminal found under a number of its own; absent where the order itself names the original. */
  readonly original?: string;
}

/** Host responses that a bank gives to honest guests. */
const REFUSALS = [4451, 4405, 4455, 4454, 4491] as const;

/** The operation was undone by the terminal. */
const NOTHING_TO_VOID = 4118;

/** The truth about the money. Nobody in the simulation but the checker may ask it. */
export class SimulatedBank {
  readonly ledger: BankEntry[] = [];
  #numbers = 0;

  constructor(
    private readonly chance: Chance,
    private readonly told: { readonly captured: (entry: BankEntry) => void; readonly reversed: (entry: BankEntry) => void },
  ) {}

  /** Takes, gives or reserves the money, or says no with a code. It refuses nothing for its sum: what the gateway lets through is to be seen. */
  authorise(tid: string, order: BankOrder): BankEntry | number {
    if (this.chance.percent(12)) return this.chance.pick(REFUSALS);
    if (order.kind === 'void' && this.ledger.some(({ rrn, reversed }) => rrn === order.originalRrn && reversed)) return NOTHING_TO_VOID;
    this.#numbers += 1;
    const digits = String(this.#numbers).padStart(6, '0');
    const { reference, kind, amountMinor, originalRrn } = order;
    const rrn = `615${digits}${digits.slice(3)}`;
    const entry: BankEntry = { reference, tid, kind, amountMinor, rrn, authCode: digits, originalRrn, reversed: false };
    this.ledger.push(entry);
    this.told.captured(entry);
    return entry;
  }

  reverse(entry: BankEntry): void {
    entry.reversed = true;
    this.told.reversed(entry);
  }

  /** What the bank holds of one order: the money that moved and was not undone. */
  of(reference: string): readonly BankEntry[] {
    return this.ledger.filter((entry) => entry.reference === reference && !entry.reversed);
  }
}
