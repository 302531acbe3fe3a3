/** Orders of a payment. `part`: a part of a payment of the open batch goes back, by a change of its amount. */
export const ORDER_KINDS = ['sale', 'refund', 'part', 'void', 'preauthorization', 'capture', 'release'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** `undo`: of the terminal's last operation, whatever it is. `close`: of the batch. */
export type EntryKind = OrderKind | 'undo' | 'close';

/** What is no longer there as soon as the operation that goes back to it is. */
export const endsOriginal = (kind: EntryKind): boolean => kind === 'void' || kind === 'capture' || kind === 'release' || kind === 'undo';

/** One operation that the bank holds: the truth that outcomes are compared with. */
export interface LedgerEntry {
  readonly kind: EntryKind;
  /** Positive: the kind carries the direction. */
  readonly amountMinor: bigint;
  readonly rrn: string;
  readonly authCode: string;
  /** Number on the terminal, four digits. */
  readonly receipt: string;
  /** `YYYYMMDDhhmmss`, the terminal's own clock. */
  readonly at: string;
  state: 'captured' | 'reversed';
  /** What a close has closed. */
  readonly batch?: readonly LedgerEntry[];
}

const FIRST_RRN = 600_100_000_000n;

/** The books of the bank behind one terminal. */
export class Ledger {
  readonly entries: LedgerEntry[] = [];

  post(kind: EntryKind, amountMinor: bigint, at: string): LedgerEntry {
    const number = this.entries.length + 1;
    const receipt = String(number).padStart(4, '0');
    const entry: LedgerEntry = {
      kind,
      amountMinor,
      rrn: String(FIRST_RRN + BigInt(number)),
      authCode: `7${receipt}1`,
      receipt,
      at,
      state: 'captured',
      ...(kind === 'close' ? { batch: this.batch } : {}),
    };
    this.entries.push(entry);
    return entry;
  }

  /** What stands in the open batch. */
  get batch(): readonly LedgerEntry[] {
    return this.entries.slice(this.entries.findLastIndex(({ kind, state }) => kind === 'close' && state === 'captured') + 1);
  }

  reverse(entry: LedgerEntry): void {
    entry.state = 'reversed';
  }

  /** The operation that an order goes back to, by whatever the protocol names it. */
  find(told: { readonly rrn?: string | null; readonly receipt?: string | null }): LedgerEntry | null {
    return this.entries.find(({ rrn, receipt }) => (told.rrn ? rrn === told.rrn : receipt === told.receipt)) ?? null;
  }

  /** What stands in the books since `mark`: the length of `entries` before an order. */
  standingSince(mark: number): readonly LedgerEntry[] {
    return this.entries.slice(mark).filter(({ state }) => state === 'captured');
  }
}
