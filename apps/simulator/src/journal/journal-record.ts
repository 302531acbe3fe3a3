import type { BankChange } from '../bank/ledger-entry.ts';
import type { DeviceChange } from '../pinpad/device-memory.ts';

/**
 * One step of the simulated world. What the bank books and what the device remembers of it are one record, so that a
 * crash can never leave the one without the other.
 */
export interface JournalRecord {
  /** Terminal whose memory changes; null for imported history. */
  readonly tid: string | null;
  readonly bank: BankChange | null;
  readonly device: readonly DeviceChange[];
}

/** Where records become durable. */
export interface JournalPort {
  /** Resolves once the record would survive a power cut. */
  append(record: JournalRecord): Promise<void>;
}
